"""Golden numbers for the shapes in packages/core/src/real, from scikit-learn's generators:
pip install scikit-learn==1.9.1 && python benchmarks/peers/goldens/shapes.py

- moments: mean and covariance without noise. Moons and circles are even grids of angles there, so a million points have the
  moments of the law but for 1/n (moons) or rounding (circles); those of the swiss roll, which is drawn at random, are
  integrals of its parametrisation by scipy.integrate.quad (its points agree within their standard errors, asserted here).
- quantiles: of projections of a million noisy points on a few directions, so that samples can be held to the whole law.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from sklearn.datasets import make_circles, make_moons, make_swiss_roll

REAL = Path(__file__).resolve().parents[3] / "packages/core/src/real"
MILLION = 1_000_000
PROBABILITIES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
PLANE = [[1, 0], [0, 1], [0.6, 0.8], [0.6, -0.8], [0.96, 0.28]]
SPACE = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0, 0.8], [0.6, 0, -0.8], [0.48, 0.6, 0.64]]


def grid_moments(points):
    return points.mean(axis=0), np.cov(points.T, bias=True)


def roll_moments(points):
    def over_angles(f):
        return quad(f, 1.5 * np.pi, 4.5 * np.pi, epsabs=1e-12, epsrel=1e-12)[0] / (3 * np.pi)

    x, z = (lambda t: t * np.cos(t)), (lambda t: t * np.sin(t))
    mean = np.array([over_angles(x), 21 / 2, over_angles(z)])
    xx, zz, xz = (over_angles(lambda t: f(t) * g(t)) for f, g in [(x, x), (z, z), (x, z)])
    second = np.array([[xx, 0, xz], [0, 21**2 / 3, 0], [xz, 0, zz]])
    covariance = second - np.outer(mean, mean) * np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
    # scikit-learn's points have this law.
    centred = points - mean
    products = np.einsum("ni,nj->nij", centred, centred)
    errors = products.std(axis=0) / np.sqrt(len(points))
    assert (np.abs(products.mean(axis=0) - covariance) < 4.5 * errors).all()
    assert (np.abs(centred.mean(axis=0)) < 4.5 * centred.std(axis=0) / np.sqrt(len(points))).all()
    return mean, covariance


def case(real, make, directions):
    moments = roll_moments if real["kind"] == "swiss-roll" else grid_moments
    mean, covariance = moments(make(n_samples=MILLION, random_state=1)[0])
    noisy = make(n_samples=MILLION, noise=real["noise"], random_state=2)[0]
    return {
        "real": real,
        "mean": mean.tolist(),
        "covariance": covariance.ravel().tolist(),
        "projections": [
            {"direction": direction, "quantiles": np.quantile(noisy @ np.array(direction), PROBABILITIES).tolist()}
            for direction in directions
        ],
    }


def circles(factor):
    return lambda **options: make_circles(factor=factor, **options)


golden = {
    "madeBy": "benchmarks/peers/goldens/shapes.py",
    "versions": {name: version(name) for name in ["numpy", "scipy", "scikit-learn"]},
    "points": MILLION,
    "probabilities": PROBABILITIES,
    "cases": [
        case({"kind": "moons", "noise": 0.05}, make_moons, PLANE),
        case({"kind": "moons", "noise": 0.5}, make_moons, PLANE),
        case({"kind": "circles", "factor": 0.8, "noise": 0.05}, circles(0.8), PLANE),
        case({"kind": "circles", "factor": 0.3, "noise": 0.1}, circles(0.3), PLANE),
        case({"kind": "swiss-roll", "noise": 0.05}, make_swiss_roll, SPACE),
        case({"kind": "swiss-roll", "noise": 2}, make_swiss_roll, SPACE),
    ],
}
(REAL / "source.golden.json").write_text(json.dumps(golden, indent=1) + "\n")
