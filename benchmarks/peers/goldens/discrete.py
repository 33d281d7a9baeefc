"""Numbers for packages/discrete from NumPy and SciPy.

Run from anywhere: python3 benchmarks/peers/goldens/discrete.py
Writes packages/discrete/src/**/*.golden.json. Nothing here shares code or formulas with the TypeScript side: training
regimes are simulated sample by sample, chains are solved by numpy.linalg, divergences come from scipy.stats.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

SOURCE = Path(__file__).resolve().parents[3] / "packages" / "discrete" / "src"
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__}
SCRIPT = "benchmarks/peers/goldens/discrete.py"


def write(name, call, **content):
    path = SOURCE / f"{name}.golden.json"
    path.write_text(json.dumps({"script": SCRIPT, "call": call, "versions": VERSIONS, **content}, indent=1) + "\n")


# Training regimes -----------------------------------------------------------------------------------------------------

P0 = np.array([0.45, 0.25, 0.2, 0.07, 0.03])
M = 20
OBSERVED = [1, 2, 3, 5, 10]


def subsets(rng, counts, size):
    """Rows of counts -> rows of counts of a subset of `size` without replacement."""
    return np.array([rng.multivariate_hypergeometric(row, size, method="count") for row in counts])


def simulate(mitigation, replicates, seed):
    """Yields (generation, fitted probabilities, replicates x states)."""
    rng = np.random.default_rng(seed)
    kind = mitigation["id"]
    p0 = np.broadcast_to(P0, (replicates, len(P0)))
    original = rng.multinomial(M, p0)
    training = original
    pool = original.copy() if mitigation.get("keepReal") else 0 * original
    once = None
    for generation in range(1, OBSERVED[-1] + 1):
        p = training / training.sum(axis=1, keepdims=True)
        yield generation, p
        if kind == "replace":
            training = rng.multinomial(M, p)
        elif kind == "grow-samples":
            size = {"linear": M * generation, "quadratic": M * generation**2}[mitigation["schedule"]]
            training = rng.multinomial(size, p)
        elif kind in ("accumulate", "accumulate-subsample"):
            pool = pool + rng.multinomial(M, p)
            if kind == "accumulate":
                training = pool
            elif mitigation["replacement"]:
                training = rng.multinomial(M, pool / pool.sum(axis=1, keepdims=True))
            else:
                training = subsets(rng, pool, M)
        elif kind == "fresh-real":
            share = mitigation["fraction"]
            if mitigation["counts"] == "fixed":
                real = round(share * M)
                training = rng.multinomial(real, p0) + rng.multinomial(M - real, p)
            else:
                real = rng.binomial(M, share, size=replicates)
                training = rng.multinomial(real, p0) + rng.multinomial(M - real, p)
        elif kind == "fixed-real":
            training = original + rng.multinomial(round(mitigation["ratio"] * M), p)
        elif kind == "preserve-real":
            kept = round(mitigation["fraction"] * M)
            if mitigation["redraw"] or once is None:
                once = subsets(rng, original, kept)
            training = once + rng.multinomial(M - kept, p)
        elif kind == "mixture":
            reused = round(mitigation["previous"] * M)
            real = round((mitigation["previous"] + mitigation["original"]) * M) - reused
            training = subsets(rng, training, reused) + rng.multinomial(real, p0) + rng.multinomial(M - reused - real, p)


def summary(values):
    mean, variance = values.mean(), values.var()
    fourth = ((values - mean) ** 4).mean()
    error = np.sqrt(max(fourth - variance**2, 0) / len(values))
    return {"mean": mean, "variance": variance, "varianceError": error}


def regimes():
    slow = 12_000
    fast = 60_000
    cases = [
        ({"id": "replace"}, fast),
        ({"id": "grow-samples", "schedule": "linear"}, fast),
        ({"id": "grow-samples", "schedule": "quadratic"}, fast),
        ({"id": "accumulate", "keepReal": True}, fast),
        ({"id": "accumulate", "keepReal": False}, fast),
        ({"id": "accumulate-subsample", "keepReal": True, "replacement": True}, fast),
        ({"id": "accumulate-subsample", "keepReal": True, "replacement": False}, slow),
        ({"id": "accumulate-subsample", "keepReal": False, "replacement": True}, fast),
        ({"id": "accumulate-subsample", "keepReal": False, "replacement": False}, slow),
        ({"id": "fresh-real", "fraction": 0.23, "counts": "fixed"}, fast),
        ({"id": "fresh-real", "fraction": 0.23, "counts": "iid"}, fast),
        ({"id": "fixed-real", "ratio": 1.5}, fast),
        ({"id": "preserve-real", "fraction": 0.2, "redraw": True}, slow),
        ({"id": "preserve-real", "fraction": 0.2, "redraw": False}, slow),
        ({"id": "mixture", "model": 0.5, "previous": 0.3, "original": 0.2}, slow),
    ]
    out = []
    for seed, (mitigation, replicates) in enumerate(cases):
        observed = []
        for generation, p in simulate(mitigation, replicates, 20240 + seed):
            if generation not in OBSERVED:
                continue
            observed.append(
                {
                    "generation": generation,
                    "homozygosity": summary((p**2).sum(axis=1)),
                    "squared-error": summary(((p - P0) ** 2).sum(axis=1)),
                    "first-state-mass": summary(p[:, 0]),
                    "support": summary((p > 0).sum(axis=1).astype(float)),
                    "lost-mass": summary(((p == 0) * P0).sum(axis=1)),
                    "firstStateAlive": (p[:, 0] > 0).mean(),
                    "firstStateFixed": (p[:, 0] == 1).mean(),
                    "notAbsorbed": (p.max(axis=1) < 1).mean(),
                }
            )
        out.append({"mitigation": mitigation, "replicates": replicates, "observed": observed})
    write(
        "theory/regimes",
        "numpy.random.Generator.multinomial / multivariate_hypergeometric / binomial, default_rng(20240 + case)",
        probabilities=P0.tolist(),
        samples=M,
        cases=out,
    )


# Absorption -----------------------------------------------------------------------------------------------------------


def absorption():
    cases = []
    for samples, first in [(50, 0.5), (50, 0.1), (20, 0.35), (120, 0.25)]:
        grid = np.arange(1, samples)
        q = stats.binom.pmf(grid[None, :], samples, grid[:, None] / samples)
        fundamental = np.linalg.inv(np.eye(samples - 1) - q)
        t = fundamental.sum(axis=1)
        variance = (2 * fundamental - np.eye(samples - 1)) @ t - t**2
        row = round(first * samples) - 1
        absorb = np.stack([stats.binom.pmf(0, samples, grid / samples), stats.binom.pmf(samples, samples, grid / samples)])
        ends = fundamental @ absorb.T
        alive = []
        power = np.eye(samples - 1)[row]
        for k in range(41):
            if k in (0, 1, 5, 40):
                alive.append({"k": k, "probability": power.sum()})
            power = power @ q
        cases.append(
            {
                "samples": samples,
                "first": first,
                "mean": t[row],
                "variance": variance[row],
                "endsAtFirst": ends[row, 1],
                "survival": alive,
            }
        )
    write("theory/wright-fisher-absorption", "numpy.linalg.inv(I - Q), Q from scipy.stats.binom.pmf", cases=cases)


def binomials():
    cases = [
        {"n": n, "p": p, "probabilities": stats.binom.pmf(np.arange(n + 1), n, p).tolist()}
        for n, p in [(1, 0.3), (7, 0.0), (7, 1.0), (40, 0.125), (200, 0.003), (200, 0.71)]
    ]
    write("theory/binomial-probabilities", "scipy.stats.binom.pmf(numpy.arange(n + 1), n, p)", cases=cases)


# The real distribution and the metrics ----------------------------------------------------------------------------------


def histograms():
    cases = []
    for means, variances, weights, bins, (low, high) in [
        ([-4, 4], [1, 1], [0.5, 0.5], 60, (-12, 12)),
        ([-4, 4, -4, 4], [1, 1, 9, 9], [0.4, 0.4, 0.1, 0.1], 60, (-12, 12)),
        ([1.5], [0.25], [1], 11, (-3, 2)),
    ]:
        edges = np.linspace(low, high, bins + 1)
        masses = np.zeros(bins)
        for mean, variance, weight in zip(means, variances, weights):
            z = (edges - mean) / np.sqrt(variance)
            # log-space differences of whichever tail is the nearer: digits down to 1e-300
            left = np.exp(stats.norm.logcdf(z[1:])) - np.exp(stats.norm.logcdf(z[:-1]))
            right = np.exp(stats.norm.logsf(z[:-1])) - np.exp(stats.norm.logsf(z[1:]))
            masses += weight * np.where(z[:-1] + z[1:] > 0, right, left)
        options = dict(kind="gaussian-mixture-histogram", means=means, variances=variances, weights=weights)
        options.update(bins=bins, range=[low, high])
        cases.append({"options": options, "masses": (masses / masses.sum()).tolist()})
    write("real/gaussian-mixture-histogram", "differences of scipy.stats.norm.cdf or sf", cases=cases)
    zipfians = [
        {"states": n, "exponent": a, "probabilities": stats.zipfian.pmf(np.arange(1, n + 1), a, n).tolist()}
        for n, a in [(5, 0.5), (12, 1.0), (30, 2.25)]
    ]
    write("real/zipf", "scipy.stats.zipfian.pmf(numpy.arange(1, n + 1), a, n)", cases=zipfians)


def divergences():
    rng = np.random.default_rng(7)
    cases = []
    for states in (2, 5, 40):
        real = rng.dirichlet(np.ones(states))
        model = rng.multinomial(50 * states, real) / (50 * states)
        dead = model.copy()
        dead[0], dead[1] = 0, dead[1] + dead[0]
        for probabilities in (model, dead):
            cases.append(
                {
                    "real": real.tolist(),
                    "model": probabilities.tolist(),
                    "entropy": stats.entropy(probabilities),
                    "kl": stats.entropy(real, probabilities) if (probabilities > 0).all() else None,
                    "smoothedKl": stats.entropy(real, 0.99 * probabilities + 0.01 * real),
                    "totalVariation": np.abs(probabilities - real).sum() / 2,
                    "squaredError": np.linalg.norm(probabilities - real) ** 2,
                    "homozygosity": probabilities @ probabilities,
                }
            )
    write("metrics/divergences", "scipy.stats.entropy(p), scipy.stats.entropy(p0, p)", cases=cases)


regimes()
absorption()
binomials()
histograms()
divergences()
