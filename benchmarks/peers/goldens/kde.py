"""Golden numbers for packages/kde and packages/core/src/distances/wasserstein-1d: python benchmarks/peers/goldens/kde.py

Densities and bandwidth factors by scipy.stats.gaussian_kde, distances of samples by POT, and the moments of refitted kernel
density estimates by an independent Monte Carlo run in NumPy (seconds).
"""

import json
from pathlib import Path

import numpy as np
import ot
import scipy
from scipy.stats import gaussian_kde, norm, wasserstein_distance

ROOT = Path(__file__).resolve().parents[3] / "packages"
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "POT": ot.__version__}
rng = np.random.default_rng(20241016)


def write(path, cases):
    golden = {"madeBy": "benchmarks/peers/goldens/kde.py", "versions": VERSIONS, "cases": cases}
    (ROOT / f"{path}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


# --- distances of samples on the line


def distance_case(name, a, b):
    squared = ot.emd2_1d(np.asarray(a, float), np.asarray(b, float), metric="sqeuclidean")
    # POT's coupling for p = 1 agrees with SciPy's, so it is the optimal one.
    one = ot.emd2_1d(np.asarray(a, float), np.asarray(b, float), metric="euclidean")
    assert abs(one - wasserstein_distance(a, b)) < 1e-12 * max(1, one)
    return {"name": name, "a": flat(a), "b": flat(b), "w2Squared": float(squared)}


write(
    "core/src/distances/wasserstein-1d",
    [
        distance_case("equal sizes", rng.standard_normal(40), rng.standard_normal(40)),
        distance_case("one is a multiple of the other", rng.standard_normal(12), rng.standard_normal(36)),
        distance_case("sizes without a common factor", rng.standard_normal(37), 1 + 2 * rng.standard_normal(50)),
        distance_case("a single value", [0.25], rng.standard_normal(9)),
        distance_case("ties", [0, 0, 1, 1, 2], [1, 1, 0, 3]),
        distance_case("far apart", rng.standard_normal(11) - 1e6, rng.standard_t(2, 17) + 1e6),
    ],
)

# --- densities and bandwidth factors


def density_case(name, rule, points, targets, weights=None):
    points = np.atleast_2d(points)
    dimension, count = points.shape
    if isinstance(rule, float):
        # SciPy's factor multiplies the data's covariance: a fixed h is put in its place.
        model = gaussian_kde(points, bw_method="scott", weights=weights)
        model.covariance = rule**2 * np.eye(dimension)
        model.cho_cov = np.linalg.cholesky(model.covariance)
        model.log_det = 2 * np.log(np.diag(model.cho_cov * np.sqrt(2 * np.pi))).sum()
    else:
        model = gaussian_kde(points, bw_method=rule, weights=weights)
    targets = np.atleast_2d(targets)
    return {
        "name": name,
        "dimension": dimension,
        "bandwidth": {"kind": "fixed", "value": rule} if isinstance(rule, float) else {"kind": rule},
        "points": flat(points.T),
        "weights": None if weights is None else flat(weights),
        "factor": None if isinstance(rule, float) else float(model.factor),
        "kernel": flat(model.covariance),
        "targets": flat(targets.T),
        "logDensities": flat(model.logpdf(targets)),
    }


plane = np.array([[1.0, 0.4], [0.0, 0.7]]) @ rng.standard_normal((2, 25))
space = rng.standard_normal((3, 60)) * [[1], [5], [0.2]] + [[0], [100], [-3]]
cases = []
for rule in ("scott", "silverman", 0.35):
    line = rng.standard_normal(80) * 2 + 5
    cases.append(density_case(f"{rule}, line", rule, line, np.linspace(-6, 16, 23)))
    cases.append(density_case(f"{rule}, weighted line", rule, line, np.linspace(-6, 16, 23), rng.random(80)))
    cases.append(density_case(f"{rule}, plane", rule, plane, 2 * rng.standard_normal((2, 9))))
    cases.append(density_case(f"{rule}, weighted plane", rule, plane, 2 * rng.standard_normal((2, 9)), rng.random(25)))
    cases.append(density_case(f"{rule}, space", rule, space, space[:, :7] + 0.1))
cases.append(density_case("silverman, many points", "silverman", rng.standard_normal(2000), np.linspace(-8, 8, 33)))
write("kde/src/density/density", cases)

# --- refitted estimates

REPLICATES = 100_000
OUTER = norm.ppf(0.975)


def factor(rule, size):
    return {"scott": size ** (-1 / 5), "silverman": (size * 3 / 4) ** (-1 / 5)}[rule]


def kernel_deviation(rule, x):
    if isinstance(rule, float):
        return rule
    return factor(rule, x.shape[1]) * x.std(axis=1, ddof=1, keepdims=True)


def draw_model(rule, x, count):
    rows = np.arange(len(x))[:, None]
    chosen = x[rows, rng.integers(0, x.shape[1], (len(x), count))]
    return chosen + kernel_deviation(rule, x) * rng.standard_normal(chosen.shape)


def draw_subset(x, count):
    order = rng.random(x.shape).argsort(axis=1)[:, :count]
    return np.take_along_axis(x, order, axis=1)


def draw_real(real, shape):
    if real == "normal":
        return rng.standard_normal(shape)
    right = rng.random(shape) < 0.75
    return np.where(right, 2 + np.sqrt(0.5) * rng.standard_normal(shape), -2 + rng.standard_normal(shape))


def measure(rule, real, x):
    mean, variance = (0.0, 1.0) if real == "normal" else (1.0, 0.25 * (1 + 9) + 0.75 * (0.5 + 1))
    h = kernel_deviation(rule, x) * np.ones((len(x), 1))
    values = {
        "variance-ratio": (x.var(axis=1) + h[:, 0] ** 2) / variance,
        "mean-shift-squared": (x.mean(axis=1) - mean) ** 2,
    }
    if real == "normal" and isinstance(rule, float):
        values["tail-mass"] = (norm.sf((OUTER - x) / h) + norm.sf((OUTER + x) / h)).mean(axis=1)
    return {
        key: {"mean": float(v.mean()), "deviation": float(v.std(ddof=1)), "standardError": float(v.std() / np.sqrt(len(v)))}
        for key, v in values.items()
    }


def chain(rule, real, mitigation, samples, generations):
    x = original = pool = draw_real(real, (REPLICATES, samples))
    kept = draw_subset(original, 4)
    rows = []
    for k in range(1, generations + 1):
        if k > 1:
            new = draw_model(rule, x, samples)
            match mitigation:
                case {"id": "replace"}:
                    x = new
                case {"id": "accumulate", "keepReal": True}:
                    x = np.concatenate([x, new], axis=1)
                case {"id": "accumulate", "keepReal": False}:
                    x = new if k == 2 else np.concatenate([x, new], axis=1)
                case {"id": "accumulate-subsample"}:
                    pool = np.concatenate([pool, new], axis=1)
                    x = draw_subset(pool, samples)
                case {"id": "fresh-real"}:
                    real_part = round(mitigation["fraction"] * samples)
                    x = np.concatenate([new[:, real_part:], draw_real(real, (REPLICATES, real_part))], axis=1)
                case {"id": "fixed-real"}:
                    x = np.concatenate([original, new], axis=1)
                case {"id": "preserve-real"}:
                    part = draw_subset(original, 4) if mitigation["redraw"] else kept
                    x = np.concatenate([part, new[:, 4:]], axis=1)
        rows.append(measure(rule, real, x))
    return {
        "bandwidth": {"kind": "fixed", "value": rule} if isinstance(rule, float) else {"kind": rule},
        "real": real,
        "mitigation": mitigation,
        "samples": samples,
        "replicates": REPLICATES,
        "generations": rows,
    }


MITIGATIONS = [
    {"id": "replace"},
    {"id": "accumulate", "keepReal": True},
    {"id": "accumulate", "keepReal": False},
    {"id": "accumulate-subsample", "keepReal": True, "replacement": False},
    {"id": "fresh-real", "fraction": 0.4, "counts": "fixed"},
    {"id": "fixed-real", "ratio": 1},
    {"id": "preserve-real", "fraction": 0.4, "redraw": True},
    {"id": "preserve-real", "fraction": 0.4, "redraw": False},
]
write(
    "kde/src/theory/theory",
    [chain(0.5, "normal", mitigation, 10, 4) for mitigation in MITIGATIONS]
    + [chain(rule, "mixture", m, 10, 4) for rule in ("scott", "silverman") for m in MITIGATIONS[:3]],
)
