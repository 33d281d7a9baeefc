"""Monte Carlo of refitted normals, from points, for packages/gaussian/src/theory/theory.golden.json.

Everything is drawn point by point with NumPy and fitted with its own mean and covariance, so that nothing is shared with
the closed recursions or with the samplers of sufficient statistics. (Orthogonal noise is drawn as fair coins: the equality
of that with signs of third moments is a test of its own.) Quantiles of chi-square come from SciPy. Central moments of the scale step come from mpmath with 80 digits.

Run from anywhere: python3 benchmarks/peers/goldens/gaussian.py
"""

import json
import math
from pathlib import Path

import mpmath
import numpy
import scipy
import scipy.stats

OUT = Path(__file__).resolve().parents[3] / "packages/gaussian/src/theory/theory.golden.json"
REPLICATES = 400_000
BATCH = 20_000


def draw(rng, count, mean, covariance):
    """count points for each replicate: (replicates, count, dimension)."""
    replicates, dimension = mean.shape
    root = numpy.linalg.cholesky(covariance)
    deviates = rng.standard_normal((replicates, count, dimension))
    return mean[:, None, :] + numpy.einsum("rij,rnj->rni", root, deviates)


def draw_central(rng, count, mean, covariance, p):
    """As `draw`, within the central p of each normal: vectors are drawn until all are short enough."""
    replicates, dimension = mean.shape
    edge = scipy.stats.chi2.ppf(p, dimension)
    deviates = rng.standard_normal((replicates, count, dimension))
    while True:
        far = (deviates**2).sum(axis=2) > edge
        if not far.any():
            break
        deviates[far] = rng.standard_normal((int(far.sum()), dimension))
    return mean[:, None, :] + numpy.einsum("rij,rnj->rni", numpy.linalg.cholesky(covariance), deviates)


def fit(points, weights, ddof):
    """Weighted moments; the divisor under ddof = 1 is that of numpy.cov with `aweights`, V1 - V2/V1."""
    total = weights.sum()
    mean = numpy.einsum("n,rni->ri", weights, points) / total
    centred = points - mean[:, None, :]
    divisor = total - ddof * (weights**2).sum() / total
    return mean, numpy.einsum("n,rni,rnj->rij", weights, centred, centred) / divisor


def size(case, index):
    schedule = case.get("schedule")
    if schedule is None or index <= 1:
        return case["samples"]
    return case["samples"] * index * (index if schedule == "quadratic" else 1)


def noise(rng, case, count, mean, previous):
    kind, magnitude = case.get("noise", ("exact", 0))
    if kind == "orthogonal-noise":
        signs = rng.choice([-1.0, 1.0], size=mean.shape)
        return signs * magnitude / math.sqrt(count * mean.shape[1])
    if kind == "bounded-noise":
        deviation = mean - previous
        return -magnitude / count * deviation / numpy.linalg.norm(deviation, axis=1, keepdims=True)
    return 0.0


def next_points(rng, case, generation, pool, original, mean, covariance, real):
    """The training set of `generation` = 2, 3, ... and its weights."""
    count = size(case, generation - 1)
    mitigation = case["mitigation"]
    if mitigation == "top-p":
        return draw_central(rng, count, mean, covariance, case["p"]), numpy.ones(count)
    if mitigation in ("weighted-real", "fixed-real"):
        m = math.floor(case["ratio"] * count + 0.5)
        genuine = draw(rng, count, *real) if case.get("real") == "fresh" else original
        points = numpy.concatenate([genuine, draw(rng, m, mean, covariance)], axis=1)
        share = case.get("weight", count / (count + m))
        return points, numpy.repeat([share / count, (1 - share) / m], [count, m])
    points = unweighted_points(rng, case, generation, pool, mean, covariance, real, count)
    return points, numpy.ones(points.shape[1])


def unweighted_points(rng, case, generation, pool, mean, covariance, real, count):
    synthetic = draw(rng, count, mean, case.get("temperature", 1.0) * covariance)
    mitigation = case["mitigation"]
    if mitigation == "accumulate":
        if generation == 2 and not case["keepReal"]:
            return synthetic
        return numpy.concatenate([pool, synthetic], axis=1)
    if mitigation == "fresh-real":
        fresh = draw(rng, count, *real)
        if case["counts"] == "fixed":
            n = math.floor(case["fraction"] * count + 0.5)
            is_real = (numpy.arange(count) < n)[None, :]
        else:
            is_real = rng.random((mean.shape[0], count)) < case["fraction"]
        return numpy.where(is_real[:, :, None], fresh, synthetic)
    return synthetic


def simulate(case, rng):
    """For each generation a dictionary of per-replicate values."""
    dimension = len(case["covariance"])
    sigma = numpy.array(case["covariance"])
    values = [{} for _ in range(case["generations"])]
    for _ in range(REPLICATES // BATCH):
        mean0 = numpy.zeros((BATCH, dimension))
        cov0 = numpy.broadcast_to(sigma, (BATCH, dimension, dimension))
        previous = mean0
        original = points = draw(rng, size(case, 0), mean0, cov0)
        weights = numpy.ones(points.shape[1])
        for k in range(1, case["generations"] + 1):
            mean, covariance = fit(points, weights, case["ddof"])
            mean = mean + noise(rng, case, points.shape[1], mean, previous)
            row = {
                "variance-ratio": numpy.trace(covariance, axis1=1, axis2=2) / numpy.trace(sigma),
                "mean-shift-squared": (mean**2).sum(axis=1),
                "log-det-ratio": numpy.linalg.slogdet(covariance)[1] - numpy.linalg.slogdet(sigma)[1],
            }
            if dimension == 1:
                s = numpy.sqrt(covariance[:, 0, 0])
                row["standard-deviation"] = s
                row["w2-squared"] = mean[:, 0] ** 2 + (s - math.sqrt(sigma[0, 0])) ** 2
            for name, batch in row.items():
                values[k - 1].setdefault(name, []).append(batch)
            previous = mean
            if k < case["generations"]:
                points, weights = next_points(rng, case, k + 1, points, original, mean, covariance, (mean0, cov0))
    return [{name: numpy.concatenate(parts) for name, parts in row.items()} for row in values]


def summary(x):
    centred = x - x.mean()
    return {
        "mean": float(x.mean()),
        "variance": float((centred**2).mean()),
        "third": float((centred**3).mean()),
        "fourth": float((centred**4).mean()),
    }


ONE = [[2.25]]
THREE = [[2.0, 0.6, -0.3], [0.6, 1.0, 0.2], [-0.3, 0.2, 0.5]]
CASES = [
    {"mitigation": "replace", "samples": 20, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "replace", "samples": 20, "ddof": 0, "covariance": ONE, "generations": 4},
    {"mitigation": "temperature", "temperature": 0.7, "samples": 20, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "grow-samples", "schedule": "quadratic", "samples": 6, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "accumulate", "keepReal": True, "samples": 8, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "accumulate", "keepReal": False, "samples": 8, "ddof": 0, "covariance": ONE, "generations": 4},
    {"mitigation": "fresh-real", "counts": "fixed", "fraction": 0.3, "samples": 10, "ddof": 1, "covariance": ONE, "generations": 5},
    {"mitigation": "fresh-real", "counts": "fixed", "fraction": 0.3, "samples": 10, "ddof": 0, "covariance": ONE, "generations": 5},
    {"mitigation": "fresh-real", "counts": "iid", "fraction": 0.3, "samples": 10, "ddof": 1, "covariance": ONE, "generations": 5},
    {"mitigation": "fresh-real", "counts": "iid", "fraction": 0.3, "samples": 10, "ddof": 0, "covariance": ONE, "generations": 5},
    {"mitigation": "temperature", "temperature": 0.9, "samples": 12, "ddof": 1, "covariance": THREE, "generations": 3},
    {"mitigation": "temperature", "temperature": 1.3, "samples": 8, "ddof": 0, "covariance": ONE, "generations": 4},
    {"mitigation": "weighted-real", "weight": 0.6, "ratio": 1.5, "real": "fresh", "samples": 8, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "weighted-real", "weight": 0.6, "ratio": 1.5, "real": "fresh", "samples": 8, "ddof": 0, "covariance": THREE, "generations": 3},
    {"mitigation": "weighted-real", "weight": 0.3, "ratio": 0.5, "real": "original", "samples": 8, "ddof": 1, "covariance": THREE, "generations": 4},
    {"mitigation": "fixed-real", "ratio": 2, "samples": 6, "ddof": 0, "covariance": ONE, "generations": 4},
    {"mitigation": "top-p", "p": 0.8, "samples": 20, "ddof": 1, "covariance": ONE, "generations": 4},
    {"mitigation": "top-p", "p": 0.6, "samples": 16, "ddof": 0, "covariance": THREE, "generations": 3},
    {"mitigation": "replace", "samples": 12, "ddof": 1, "noise": ["orthogonal-noise", 1.5], "covariance": THREE, "generations": 3},
    {"mitigation": "replace", "samples": 12, "ddof": 1, "noise": ["bounded-noise", 2.0], "covariance": ONE, "generations": 3},
    {"mitigation": "accumulate", "keepReal": True, "samples": 6, "ddof": 1, "covariance": THREE, "generations": 3},
    {"mitigation": "fresh-real", "counts": "fixed", "fraction": 0.5, "samples": 8, "ddof": 1, "covariance": THREE, "generations": 3},
]


def subsample(replacement, keep_real, rng, samples=10, generations=8):
    """The last fit (ddof = 0) to a fixed-size draw from the pool of all generations, real N(0, 1)."""
    out = {"variance-ratio": [], "mean-shift-squared": [], "w2-squared": []}
    for _ in range(REPLICATES // BATCH):
        rows = numpy.arange(BATCH)[:, None]
        points = rng.standard_normal((BATCH, samples))
        parts = [points] if keep_real else []
        for k in range(1, generations + 1):
            mean, sd = points.mean(axis=1), points.std(axis=1)
            if k == generations:
                break
            parts.append(mean[:, None] + sd[:, None] * rng.standard_normal((BATCH, samples)))
            pool = numpy.concatenate(parts, axis=1)
            if replacement:
                chosen = rng.integers(pool.shape[1], size=(BATCH, samples))
            else:
                chosen = rng.random(pool.shape).argpartition(samples - 1, axis=1)[:, :samples]
            points = pool[rows, chosen]
        out["variance-ratio"].append(sd**2)
        out["mean-shift-squared"].append(mean**2)
        out["w2-squared"].append(mean**2 + (sd - 1) ** 2)
    results = {name: summary(numpy.concatenate(parts)) for name, parts in out.items()}
    return {"replacement": replacement, "keepReal": keep_real, "samples": samples, "generations": generations, "results": results}


def scale_moments(samples, ddof, order):
    """E[(U - 1)^i], U^2 = chi^2_{M-1}/(M - ddof), with 80 digits."""
    with mpmath.workdps(80):
        nu = mpmath.mpf(samples - 1)
        raw = [
            mpmath.mpf(2) ** (mpmath.mpf(b) / 2)
            * mpmath.gammaprod([(nu + b) / 2], [nu / 2])
            / mpmath.sqrt(mpmath.mpf(samples - ddof)) ** b
            if nu < 1e6
            else mpmath.exp(
                mpmath.mpf(b) / 2 * mpmath.log(2)
                + mpmath.loggamma((nu + b) / 2)
                - mpmath.loggamma(nu / 2)
                - mpmath.mpf(b) / 2 * mpmath.log(mpmath.mpf(samples - ddof))
            )
            for b in range(order + 1)
        ]
        return [
            float(sum(mpmath.binomial(i, j) * (-1) ** (i - j) * raw[j] for j in range(i + 1)))
            for i in range(order + 1)
        ]


def main():
    rng = numpy.random.default_rng(20240724)
    simulated = []
    for case in CASES:
        rows = simulate(case, rng)
        simulated.append({**case, "results": [{name: summary(x) for name, x in row.items()} for row in rows]})
    scales = [
        {"samples": samples, "ddof": ddof, "moments": scale_moments(samples, ddof, 8)}
        for samples in (2, 3, 10, 100, 200, 201, 300, 1000, 10**6, 10**9)
        for ddof in (0, 1)
    ]
    document = {
        "script": "benchmarks/peers/goldens/gaussian.py",
        "versions": {"numpy": numpy.__version__, "scipy": scipy.__version__, "mpmath": mpmath.__version__},
        "replicates": REPLICATES,
        "simulated": simulated,
        "subsampled": [subsample(r, k, rng) for r in (True, False) for k in (True, False)],
        "scaleMoments": scales,
    }
    OUT.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
