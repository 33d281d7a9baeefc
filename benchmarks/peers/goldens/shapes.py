"""Golden numbers for the shapes in packages/core/src/real, from scikit-learn's generators:
pip install scikit-learn==1.9.1 && python benchmarks/peers/goldens/shapes.py

- moments: mean and covariance of a million points without noise. Moons and circles are even grids of angles there, so the
  moments are those of the law but for 1/n (moons) or rounding (circles); a swiss roll's are random.
- quantiles: of projections of a million noisy points on a few directions, so that samples can be held to the whole law.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.datasets import make_circles, make_moons, make_swiss_roll

REAL = Path(__file__).resolve().parents[3] / "packages/core/src/real"
MILLION = 1_000_000
PROBABILITIES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]
PLANE = [[1, 0], [0, 1], [0.6, 0.8], [0.6, -0.8], [0.96, 0.28]]
SPACE = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0, 0.8], [0.6, 0, -0.8], [0.48, 0.6, 0.64]]


def case(real, make, directions):
    smooth = make(n_samples=MILLION, random_state=1)[0]
    noisy = make(n_samples=MILLION, noise=real["noise"], random_state=2)[0]
    return {
        "real": real,
        "mean": smooth.mean(axis=0).tolist(),
        "covariance": np.cov(smooth.T, bias=True).ravel().tolist(),
        # Standard errors of an independent sample's moments.
        "meanErrors": (smooth.std(axis=0) / np.sqrt(MILLION)).tolist(),
        "covarianceErrors": [
            float(((smooth[:, i] - smooth[:, i].mean()) * (smooth[:, j] - smooth[:, j].mean())).std() / np.sqrt(MILLION))
            for i in range(smooth.shape[1])
            for j in range(smooth.shape[1])
        ],
        "projections": [
            {"direction": direction, "quantiles": np.quantile(noisy @ np.array(direction), PROBABILITIES).tolist()}
            for direction in directions
        ],
    }


def circles(factor):
    return lambda **options: make_circles(factor=factor, **options)


golden = {
    "madeBy": "benchmarks/peers/goldens/shapes.py",
    "versions": {name: version(name) for name in ["numpy", "scikit-learn"]},
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
