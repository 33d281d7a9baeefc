"""Golden numbers for packages/vae/src/metrics, from NumPy, SciPy and scikit-learn: python benchmarks/peers/goldens/vae_metrics.py"""

import json
from pathlib import Path

import numpy as np
import scipy
import scipy.linalg
import scipy.spatial
import scipy.stats
import sklearn
from sklearn.neighbors import NearestNeighbors

FOLDER = Path(__file__).resolve().parents[3] / "packages/vae/src/metrics"
VERSIONS = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__}
rng = np.random.default_rng(20260101)


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


def features(n, d, mean, scale, mix):
    """Rounded, correlated, at least 0 and partly 0, as values after a ReLU are."""
    return np.round(np.maximum(mean + scale * rng.standard_normal((n, d)) @ mix, 0), 3)


def frechet(a, b):
    s1, s2 = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(s1 @ s2)
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(s1 + s2 - 2 * np.real(root)))


def precision_and_recall(real, generated, k):
    def radii(points):
        return NearestNeighbors(n_neighbors=k + 1).fit(points).kneighbors(points)[0][:, k]

    gaps = scipy.spatial.distance.cdist(real, generated)
    return {
        "precision": float((gaps <= radii(real)[:, None]).any(0).mean()),
        "recall": float((gaps <= radii(generated)[None, :]).any(1).mean()),
    }


def clouds():
    for d, n, m in [(3, 40, 30), (8, 50, 60)]:
        mix = rng.standard_normal((d, d))
        a = features(n, d, 0.5, 1.0, mix)
        b = features(m, d, 1.5, 0.8, mix)
        manifold = precision_and_recall(a, b, 5)
        yield {
            "dimension": d,
            "real": flat(a),
            "generated": flat(b),
            "mean": flat(a.mean(0)),
            "covariance": flat(np.cov(a, rowvar=False)),
            "frechet": frechet(a, b),
            "nearestReal": float(NearestNeighbors(n_neighbors=1).fit(a).kneighbors(b)[0].mean()),
            **manifold,
        }


def classifications():
    for n, concentration in [(50, 0.05), (40, 1.0)]:
        p = rng.dirichlet(np.full(10, concentration), n).astype(np.float32)
        # A probability may underflow.
        p[0] = 0
        p[0, 3] = 1
        confident = (p >= np.float32(0.9)).mean(0)
        yield {
            "probabilities": flat(p),
            "classEntropy": float(scipy.stats.entropy(p.astype(float).mean(0))),
            "imageEntropy": float(scipy.stats.entropy(p.astype(float), axis=1).mean()),
            "modeCoverage": float((confident >= 0.05).mean()),
        }


def latents():
    means = (rng.standard_normal((60, 5)) * [1.0, 0.5, 0.02, 0.2, 1.5] + [0, 1, 0.3, 0, -0.5]).astype(np.float32)
    densities, edges = np.histogram(means.astype(float), bins=20, range=(-2, 2))
    yield {
        "latents": 5,
        "means": flat(means),
        "sd": float(means.astype(float).std()),
        "active": int((means.astype(float).var(0) > 0.01).sum()),
        "edges": flat(edges),
        "densities": flat(densities / (means.size * 0.2)),
        "outside": float(1 - densities.sum() / means.size),
    }


golden = {
    "madeBy": "benchmarks/peers/goldens/vae_metrics.py",
    "versions": VERSIONS,
    "clouds": list(clouds()),
    "classifications": list(classifications()),
    "latents": list(latents()),
}
(FOLDER / "vae-metrics.golden.json").write_text(json.dumps(golden, indent=1) + "\n")
