"""Golden numbers for the distances between clouds of points in packages/core/src/distances and for symmetric-eigenvalues, from
POT, scikit-learn, prdc, vendi-score and NumPy:
pip install POT==0.9.7.post1 scikit-learn==1.9.1 && pip install --no-deps prdc==0.2 vendi-score==0.0.3
python benchmarks/peers/goldens/point_metrics.py"""

import contextlib
import io
import json
import os
from importlib.metadata import version
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import ot
from prdc import compute_prdc
from scipy.linalg import hilbert
from scipy.spatial.distance import pdist
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import NearestNeighbors
from vendi_score import vendi

CORE = Path(__file__).resolve().parents[3] / "packages/core/src"
rng = np.random.default_rng(20241122)


def write(path, packages, cases):
    golden = {
        "madeBy": "benchmarks/peers/goldens/point_metrics.py",
        "versions": {name: version(name) for name in packages},
        "cases": cases,
    }
    (CORE / f"{path}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


def cloud(n, d, spread=1.0, shift=0.0):
    # Four decimals, to keep the files small; both sides read the same doubles.
    return np.round(shift + spread * rng.standard_normal((n, d)), 4)


def modes(n, d):
    """Two clusters, one of them narrow."""
    return np.concatenate([cloud(n // 2, d, 0.2, -2), cloud(n - n // 2, d, 1, 1)])


def repeated(n, d):
    """Some points several times, as a kernel density of no width would draw them."""
    return cloud(n // 3, d)[rng.integers(n // 3, size=n)]


# name, a, b
PAIRS = [
    ("one dimension", cloud(40, 1), cloud(40, 1, 0.5)),
    ("one dimension, sizes differ", cloud(30, 1), cloud(45, 1, 1, 1)),
    ("the plane, one law", cloud(70, 2), cloud(70, 2)),
    ("the plane, a collapsed copy", modes(66, 2), cloud(50, 2, 0.3)),
    ("five dimensions, two modes", modes(65, 5), cloud(40, 5)),
    ("far apart", cloud(20, 3), cloud(25, 3, 1, 50)),
]


def named(name, a, b):
    return {"name": name, "dimension": a.shape[1], "a": flat(a), "b": flat(b)}


def directions(count, d):
    t = rng.standard_normal((count, d))
    return t / np.linalg.norm(t, axis=1, keepdims=True)


def sliced(name, a, b):
    t = directions(7, a.shape[1])
    distance = ot.sliced_wasserstein_distance(a, b, projections=t.T, p=2)
    return named(name, a, b) | {"directions": flat(t), "w2Squared": float(distance) ** 2}


write("distances/sliced-w2", ["POT", "numpy"], [sliced(*pair) for pair in PAIRS])


def entropic(a, b, regularisation):
    cost = ot.dist(a, b)
    _, log = ot.bregman.sinkhorn_log(
        ot.unif(len(a)), ot.unif(len(b)), cost, regularisation, numItermax=20_000, stopThr=1e-13, log=True
    )
    # One marginal is exact, so the dual value is off by the square of the other's error.
    assert log["err"][-1] < 1e-8, log["err"][-1]
    return float(regularisation * (log["log_u"].mean() + np.log(len(a)) + log["log_v"].mean() + np.log(len(b))))


def sinkhorn(name, a, b, share):
    regularisation = share * float(ot.dist(a, b).mean())
    within = entropic(a, a, regularisation) + entropic(b, b, regularisation)
    across = entropic(a, b, regularisation)
    return named(name, a, b) | {
        "regularisation": regularisation,
        "entropicW2Squared": across,
        "divergence": across - within / 2,
    }


write(
    "distances/sinkhorn",
    ["POT", "numpy"],
    [sinkhorn(*pair, share) for pair, share in zip(PAIRS, (0.1, 0.05, 0.1, 0.05, 0.05, 0.001))],
)


def mmd(name, a, b):
    bandwidth = float(np.median(pdist(a)))
    k = lambda x, y: rbf_kernel(x, y, gamma=1 / (2 * bandwidth**2))
    aa, bb, ab = k(a, a), k(b, b), k(a, b)
    n, m = len(a), len(b)
    unbiased = (aa.sum() - np.trace(aa)) / (n * (n - 1)) + (bb.sum() - np.trace(bb)) / (m * (m - 1)) - 2 * ab.mean()
    return named(name, a, b) | {
        "medianDistance": bandwidth,
        "unbiased": float(unbiased),
        "biased": float(aa.mean() + bb.mean() - 2 * ab.mean()),
    }


write("distances/mmd", ["scikit-learn", "scipy", "numpy"], [mmd(*pair) for pair in PAIRS])


def manifold(name, a, b, k):
    with contextlib.redirect_stdout(io.StringIO()):
        numbers = compute_prdc(a, b, nearest_k=k)
    return named(name, a, b) | {"k": k} | {key: float(value) for key, value in numbers.items()}


write(
    "distances/knn-manifold",
    ["prdc", "scikit-learn", "numpy"],
    [manifold(*pair, k) for pair, k in zip(PAIRS, (1, 3, 5, 3, 5, 2))],
)


def neighbours(name, a, b, k):
    within = NearestNeighbors(n_neighbors=k).fit(a).kneighbors()[0][:, -1]
    nearest = NearestNeighbors(n_neighbors=1).fit(a).kneighbors(b)[0][:, 0]
    return named(name, a, b) | {"k": k, "kthNeighbour": flat(within), "nearest": flat(nearest)}


MANY = [
    ("many in the plane", modes(300, 2), cloud(20, 2, 2)),
    ("many in space, with repeats", repeated(260, 3), cloud(20, 3)),
    ("nine dimensions", cloud(130, 9), cloud(10, 9)),
]
write(
    "distances/nearest-neighbours",
    ["scikit-learn", "numpy"],
    [neighbours(*pair, k) for pair, k in zip(PAIRS + MANY, (1, 3, 5, 3, 5, 2, 5, 4, 3))],
)


def similar(name, points, bandwidth):
    kernel = rbf_kernel(points, gamma=1 / (2 * bandwidth**2))
    values = np.linalg.eigvalsh(kernel / len(points))
    positive = values[values > 0]
    case = {"name": name, "dimension": points.shape[1], "points": flat(points), "bandwidth": bandwidth}
    return case | {
        "gaussian": float(np.exp(-(positive * np.log(positive)).sum())),
        "cosine": float(vendi.score_dual(points)),
    }


write(
    "distances/vendi",
    ["vendi-score", "scikit-learn", "numpy"],
    [
        similar("on the line, a wide kernel", cloud(80, 1), 1.5),
        similar("in the plane, two modes", modes(90, 2), 1.0),
        similar("in the plane, a narrow kernel", cloud(60, 2), 0.05),
        similar("ten dimensions", cloud(50, 10), 2.0),
        similar("more dimensions than points", cloud(12, 20), 5.0),
        similar("repeats", repeated(60, 2), 0.5),
    ],
)


def wilkinson(d):
    """Pairs of eigenvalues that agree to all digits."""
    half = (d - 1) // 2
    return np.diag(np.abs(np.arange(d) - half).astype(float)) + np.eye(d, k=1) + np.eye(d, k=-1)


def symmetric(d):
    a = np.round(rng.standard_normal((d, d)), 4)
    return a + a.T


MATRICES = [
    ("1 x 1", np.array([[-3.0]])),
    ("2 x 2", symmetric(2)),
    ("3 x 3", symmetric(3)),
    ("30 x 30", symmetric(30)),
    ("Hilbert 12", hilbert(12)),
    ("Wilkinson 21", wilkinson(21)),
    ("rank 2 of 8", np.outer(np.arange(8), np.arange(8)) - 3.0 * np.ones((8, 8))),
    ("diagonal", np.diag([3.0, -1.0, 0.0, 2.0, 2.0])),
    ("nothing", np.zeros((4, 4))),
    ("near overflow", symmetric(5) * 1e300),
    ("near underflow", symmetric(5) * 1e-300),
    ("graded", np.fromfunction(lambda i, j: 10.0 ** -(i + j), (9, 9))),
]
write(
    "linalg/symmetric-eigenvalues",
    ["numpy"],
    [
        {"name": name, "dimension": len(a), "matrix": flat(a), "values": flat(np.linalg.eigvalsh(a))}
        for name, a in MATRICES
    ],
)
