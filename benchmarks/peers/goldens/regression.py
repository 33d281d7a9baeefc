"""Golden numbers for packages/regression: python benchmarks/peers/goldens/regression.py

Fits by numpy.linalg.lstsq and scikit-learn's Ridge, and errors of refitted models by an independent Monte Carlo run in NumPy
(half a minute).
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression, Ridge

ROOT = Path(__file__).resolve().parents[3] / "packages/regression/src"
VERSIONS = {"numpy": np.__version__, "scikit-learn": sklearn.__version__}
rng = np.random.default_rng(20240401)


def write(path, cases):
    golden = {"madeBy": "benchmarks/peers/goldens/regression.py", "versions": VERSIONS, "cases": cases}
    (ROOT / f"{path}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


# --- single fits


def fit_case(name, x, y, penalty=0.0, weights=None):
    if penalty > 0:
        model = Ridge(alpha=penalty, fit_intercept=False, solver="svd" if weights is None else "cholesky")
        solution = model.fit(x, y, sample_weight=weights).coef_
    elif weights is not None:
        solution = LinearRegression(fit_intercept=False).fit(x, y, sample_weight=weights).coef_
    else:
        solution = np.linalg.lstsq(x, y, rcond=None)[0]
    return {
        "name": name,
        "count": len(y),
        "dimension": x.shape[1],
        "x": flat(x),
        "y": flat(y),
        "weights": None if weights is None else flat(weights),
        "penalty": penalty,
        "coefficients": flat(solution),
    }


def rows(count, dimension, exponent=0.0):
    return rng.standard_normal((count, dimension)) * np.arange(1, dimension + 1) ** (-exponent / 2)


def repeated(count, dimension):
    # Of integers, so that no rounding gives it full rank.
    x = rng.integers(-3, 4, (count, dimension)).astype(float)
    x[:, -1] = x[:, 0] + x[:, 1]
    return x


cases = [
    fit_case("one feature", rows(3, 1), rng.standard_normal(3)),
    fit_case("five features", rows(30, 5), rng.standard_normal(30)),
    fit_case("as many rows as features", rows(6, 6), rng.standard_normal(6)),
    fit_case("a power law of exponent 4", rows(40, 12, 4.0), rng.standard_normal(40)),
    fit_case("twenty features", rows(200, 20), 1e6 * rng.standard_normal(200)),
    fit_case("fewer rows than features: the shortest", rows(4, 7), rng.standard_normal(4)),
    fit_case("features that depend on each other: the shortest", repeated(12, 4), rng.standard_normal(12)),
    fit_case("weights", rows(15, 3), rng.standard_normal(15), 0.0, rng.random(15)),
    fit_case("a weight of 0", rows(5, 3), rng.standard_normal(5), 0.0, np.array([1.0, 2, 0, 1, 1])),
    fit_case("ridge", rows(30, 5), rng.standard_normal(30), 3.0),
    fit_case("ridge with a tiny penalty", rows(30, 5), rng.standard_normal(30), 1e-6),
    fit_case("ridge with fewer rows than features", rows(4, 7), rng.standard_normal(4), 0.5),
    fit_case("ridge with weights", rows(15, 3), rng.standard_normal(15), 2.0, rng.random(15)),
]
write("model/least-squares", cases)

# --- refitted models

REPLICATES = 40_000


def solve(x, y, penalty):
    gram = np.swapaxes(x, 1, 2) @ x + penalty * np.eye(x.shape[2])
    return np.linalg.solve(gram, np.swapaxes(x, 1, 2) @ y)


def chain(design, mitigation, dimension, samples, generations, exponent=0.0, noise=1.0, ridge=0.0):
    scales = np.arange(1, dimension + 1) ** (-exponent / 2)
    true = np.full((dimension, 1), dimension**-0.5)
    features = lambda count: rng.standard_normal((REPLICATES, count, dimension)) * scales
    label = lambda x, w: x @ w + np.sqrt(noise) * rng.standard_normal((*x.shape[:2], 1))
    first = x = features(samples)
    original = y = label(x, true)
    values = []
    for n in range(1, generations + 1):
        if n > 1:
            count = samples
            if mitigation["id"] == "fresh-real":
                count -= round(mitigation["fraction"] * samples)
            if mitigation["id"] == "fixed-real":
                count *= mitigation["ratio"]
            new = features(count) if design == "fresh" else np.tile(first, (1, count // samples, 1))
            labels = label(new, w)
            match mitigation["id"], mitigation:
                case "replace", _:
                    x, y = new, labels
                case "accumulate", {"keepReal": keep} if n == 2 and not keep:
                    x, y = new, labels
                case "accumulate", _:
                    x, y = np.concatenate([x, new], axis=1), np.concatenate([y, labels], axis=1)
                case "fresh-real", _:
                    real = features(samples - count)
                    x, y = np.concatenate([real, new], axis=1), np.concatenate([label(real, true), labels], axis=1)
                case "fixed-real", _:
                    x, y = np.concatenate([first, new], axis=1), np.concatenate([original, labels], axis=1)
        w = solve(x, y, ridge * x.shape[1])
        error = (w - true)[:, :, 0]
        row = {"excess-test-error": ((error * scales) ** 2).sum(axis=1), "parameter-error-squared": (error**2).sum(axis=1)}
        values.append(
            {
                key: {"mean": float(v.mean()), "deviation": float(v.std(ddof=1)), "standardError": float(v.std() / np.sqrt(len(v)))}
                for key, v in row.items()
            }
        )
    return {
        "design": design,
        "mitigation": mitigation,
        "dimension": dimension,
        "samples": samples,
        "exponent": exponent,
        "noiseVariance": noise,
        "lambda": ridge,
        "replicates": REPLICATES,
        "generations": values,
    }


REPLACE = {"id": "replace"}
ACCUMULATE = {"id": "accumulate", "keepReal": True}
SYNTHETIC = {"id": "accumulate", "keepReal": False}
FRESH = {"id": "fresh-real", "fraction": 0.3, "counts": "fixed"}
write(
    "theory/theory",
    [
        chain("fixed", REPLACE, 5, 30, 10),
        chain("fixed", ACCUMULATE, 5, 30, 10),
        chain("fixed", SYNTHETIC, 5, 30, 5),
        chain("fixed", {"id": "fixed-real", "ratio": 2}, 5, 30, 4),
        chain("fixed", REPLACE, 4, 25, 3, exponent=1.5, noise=0.25),
        chain("fresh", REPLACE, 5, 30, 5),
        chain("fresh", REPLACE, 4, 25, 3, exponent=1.5, noise=0.25),
        chain("fresh", ACCUMULATE, 5, 30, 5),
        chain("fresh", ACCUMULATE, 4, 25, 3, exponent=1.5, noise=0.25),
        chain("fresh", SYNTHETIC, 5, 30, 4),
        chain("fresh", FRESH, 5, 30, 5),
        chain("fresh", FRESH, 4, 25, 3, exponent=1.5, noise=0.25),
    ],
)
# Proportional limit: close at d = 24, T = 60 already.
REPLICATES = 2_000
write(
    "theory/ridge-oracle",
    [
        chain(design, mitigation, 24, 60, 3, ridge=ridge, noise=0.5)
        for design, mitigation in (("fixed", REPLACE), ("fixed", ACCUMULATE), ("fixed", SYNTHETIC), ("fresh", REPLACE))
        for ridge in (0.1, 1.0)
    ]
    + [chain("fixed", REPLACE, 60, 30, 3, ridge=0.3, noise=0.5)],
)
