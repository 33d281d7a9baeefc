"""Golden numbers for packages/core/src/linalg, from NumPy and SciPy: python benchmarks/peers/goldens/linalg.py"""

import json
from pathlib import Path

import numpy as np
import scipy
import scipy.linalg

FOLDER = Path(__file__).resolve().parents[3] / "packages/core/src/linalg"
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__}
rng = np.random.default_rng(20240724)


def write(concept, cases):
    golden = {"madeBy": "benchmarks/peers/goldens/linalg.py", "versions": VERSIONS, "cases": cases}
    (FOLDER / f"{concept}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


def positive_definite(d):
    a = rng.standard_normal((d, d + 1))
    return a @ a.T


def singular(d, rank):
    a = rng.standard_normal((d, rank))
    return a @ a.T


def symmetric(d):
    a = rng.standard_normal((d, d))
    return a + a.T


write(
    "cholesky",
    [
        {
            "dimension": d,
            "matrix": flat(a),
            "factor": flat(np.linalg.cholesky(a)),
            "logDeterminant": float(np.linalg.slogdet(a)[1]),
            "inverse": flat(np.linalg.inv(a)),
        }
        for d in (1, 2, 3, 6, 12)
        for a in [positive_definite(d)]
    ],
)

write(
    "symmetric-eigen",
    [
        {"dimension": len(a), "matrix": flat(a), "values": flat(np.linalg.eigh(a)[0])}
        for a in [symmetric(1), symmetric(2), symmetric(3), symmetric(7), symmetric(16), singular(5, 2), 1e150 * symmetric(4)]
    ],
)

write(
    "symmetric-square-root",
    [
        {"dimension": d, "matrix": flat(a), "squareRoot": flat(np.real(scipy.linalg.sqrtm(a)))}
        for d in (1, 2, 4, 9)
        for a in [positive_definite(d)]
    ],
)

write(
    "polar-factor",
    [
        {"dimension": d, "matrix": flat(a), "orthogonal": flat(scipy.linalg.polar(a)[0])}
        for d in (1, 2, 3, 8)
        for a in [rng.standard_normal((d, d))]
    ],
)

write(
    "solve-linear",
    [
        {"n": n, "a": flat(a), "b": flat(b), "x": flat(np.linalg.solve(a, b))}
        for n, m in ((1, 1), (2, 3), (5, 1), (11, 2))
        for a, b in [(rng.standard_normal((n, n)), rng.standard_normal((n, m)))]
    ],
)
