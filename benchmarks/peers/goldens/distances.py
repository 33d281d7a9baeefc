"""Golden numbers for packages/core/src/distances, from mpmath (60 digits) and SciPy: python benchmarks/peers/goldens/distances.py"""

import json
from pathlib import Path

import mpmath
import numpy as np
import scipy
from mpmath import mp, mpf
from scipy.integrate import quad
from scipy.stats import multivariate_normal

FOLDER = Path(__file__).resolve().parents[3] / "packages/core/src/distances"
VERSIONS = {"mpmath": mpmath.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
mp.dps = 60
rng = np.random.default_rng(20240724)


def write(concept, cases):
    golden = {"madeBy": "benchmarks/peers/goldens/distances.py", "versions": VERSIONS, "cases": cases}
    (FOLDER / f"{concept}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


def positive_definite(d):
    a = rng.standard_normal((d, d + 1))
    return a @ a.T


def singular(d, rank):
    # Of integers, so that no rounding makes it regular.
    a = rng.integers(-4, 5, (d, rank)).astype(float)
    return a @ a.T


def close(a, size):
    d = len(a)
    e = rng.standard_normal((d, d)) * size
    return a + (e + e.T)


# name, first mean and covariance, second mean and covariance
PAIRS = [
    (f"dimension {d}", rng.standard_normal(d), positive_definite(d), rng.standard_normal(d), positive_definite(d))
    for d in (1, 2, 3, 6)
]
for d, size in ((1, 1e-3), (1, 1e-9), (2, 1e-2), (2, 1e-9), (3, 1e-5), (4, 1e-12)):
    m, s = rng.standard_normal(d), positive_definite(d)
    PAIRS.append((f"dimension {d}, {size} apart", m, s, m + size * rng.standard_normal(d), close(s, size)))
PAIRS.append(("same means, variances 1e-15 apart", [0.0], [[1.0]], [0.0], [[1.0 + 2e-15]]))
PAIRS.append(("collapsed", [0.5], [[1e-30]], [0.0], [[1.0]]))
PAIRS.append(("collapsed in the plane", [0.5, 1], [[1e-20, 5e-21], [5e-21, 2e-20]], [0.0, 0.0], [[1.0, 0.3], [0.3, 2.0]]))
PAIRS.append(("collapsed along one axis", [0.0, 0], [[1.0, 1e-11], [1e-11, 1e-20]], [0.0, 0.0], [[1.0, 0.3], [0.3, 2.0]]))
SINGULAR = [
    ("rank 1 and rank 2 of 2", np.zeros(2), singular(2, 1), np.zeros(2), positive_definite(2)),
    ("ranks 2 and 3 of 5", rng.standard_normal(5), singular(5, 2), rng.standard_normal(5), singular(5, 3)),
    ("a point and rank 1 of 3", np.zeros(3), np.zeros((3, 3)), np.ones(3), singular(3, 1)),
    ("two points", np.zeros(2), np.zeros((2, 2)), np.array([3.0, 4.0]), np.zeros((2, 2))),
    ("a point on the line", [1.0], [[0.0]], [1.0], [[4.0]]),
]


def root(a):
    values, vectors = mp.eigsy(a)
    # mpmath's own rounding, 1e-60, may be negative.
    return vectors * mp.diag([mp.sqrt(v) if v > mpf(10) ** -50 else mpf(0) for v in values]) * vectors.T


def trace(a):
    return sum(a[i, i] for i in range(a.rows))


def exact(*arrays):
    return [mp.matrix(np.asarray(a, dtype=float).tolist()) for a in arrays]


def w2_squared(m0, s0, m1, s1):
    m0, s0, m1, s1 = exact(m0, s0, m1, s1)
    r = root(s0)
    middle = r * s1 * r
    middle = (middle + middle.T) / 2
    return mp.norm(m0 - m1) ** 2 + trace(s0 + s1) - 2 * trace(root(middle))


def kl(m0, s0, m1, s1):
    m0, s0, m1, s1 = exact(m0, s0, m1, s1)
    inverse = s1**-1
    quadratic = ((m1 - m0).T * inverse * (m1 - m0))[0]
    return (trace(inverse * s0) - s0.rows - mp.log(mp.det(s0) / mp.det(s1)) + quadratic) / 2


def pair_cases(pairs, key, function):
    return [
        {"name": name, "dimension": len(m0), "mean0": flat(m0), "cov0": flat(s0), "mean1": flat(m1), "cov1": flat(s1)}
        | {key: float(function(m0, s0, m1, s1))}
        for name, m0, s0, m1, s1 in pairs
    ]


write("gaussian-w2", pair_cases(PAIRS + SINGULAR, "w2Squared", w2_squared))
write("gaussian-kl", pair_cases(PAIRS, "kl", kl))

write(
    "gaussian-density",
    [
        {"dimension": d, "point": flat(x), "mean": flat(m), "covariance": flat(s), "density": float(multivariate_normal.pdf(x, m, s))}
        for d in (1, 2, 5)
        for x, m, s in [(rng.standard_normal(d), rng.standard_normal(d), positive_definite(d))]
    ],
)


def mixture(weights, means, covariances):
    return {
        "dimension": len(means[0]),
        "weights": flat(weights),
        "means": flat(means),
        "covariances": flat(covariances),
    }


def density(m, x):
    d, k = m["dimension"], len(m["weights"])
    means = np.reshape(m["means"], (k, d))
    covariances = np.reshape(m["covariances"], (k, d, d))
    return sum(w * multivariate_normal.pdf(x, mu, s) for w, mu, s in zip(m["weights"], means, covariances))


def line_integral(p, q):
    """By adaptive quadrature: no closed form is shared with the code under test."""
    f = lambda x: (density(p, x) - density(q, x)) ** 2
    return sum(quad(f, a, a + 1, epsabs=1e-15, epsrel=1e-13)[0] for a in range(-40, 40))


def plane_integral(p, q):
    """By the trapezoidal rule, which converges geometrically for smooth functions that vanish at both ends."""
    axis = np.arange(-20, 20, 0.05)
    grid = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1)
    return float(np.sum((density(p, grid) - density(q, grid)) ** 2) * 0.05**2)


LINE = [
    (mixture([1], [[0]], [[[1]]]), mixture([1], [[1]], [[[1]]])),
    (mixture([0.5, 0.5], [[-4], [4]], [[[1]], [[1]]]), mixture([1], [[0]], [[[17]]])),
    (mixture([0.3, 0.7], [[0], [2]], [[[0.5]], [[2]]]), mixture([0.2, 0.5, 0.3], [[-1], [1], [3]], [[[1]], [[0.3]], [[1.5]]])),
]
PLANE = [
    (
        mixture([0.4, 0.6], [[-1, 0.5], [2, -1]], [[[1, 0.3], [0.3, 0.8]], [[0.5, -0.2], [-0.2, 1.2]]]),
        mixture([1], [[0.5, 0]], [[[2, 0.1], [0.1, 1.5]]]),
    ),
]
write(
    "mixture-l2",
    [{"p": p, "q": q, "l2Squared": line_integral(p, q)} for p, q in LINE]
    + [{"p": p, "q": q, "l2Squared": plane_integral(p, q)} for p, q in PLANE],
)
