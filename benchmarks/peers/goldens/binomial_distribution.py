"""Exact two-sided binomial p-values by SciPy (binomtest), for packages/core/src/stats/binomial-distribution.golden.test.ts."""

import json
from pathlib import Path

import scipy
from scipy.stats import binomtest

TARGET = Path(__file__).resolve().parents[3] / "packages/core/src/stats/binomial-distribution.golden.json"

CASES = [
    (0, 1, 0.5), (1, 1, 0.3), (3, 10, 0.5), (5, 10, 0.5), (10, 10, 0.5), (0, 200, 0.01), (7, 200, 0.01), (2, 200, 0.01),
    (195, 200, 0.99), (200, 200, 0.999), (0, 1000, 0.02), (37, 1000, 0.02), (60, 1000, 0.02), (12, 1000, 0.02), (3, 100000, 1e-5),
    (9, 100000, 1e-5), (99990, 100000, 0.99999), (40, 300, 0.2), (75, 300, 0.2), (1, 7, 0.142857), (999000, 1000000, 0.999012),
]

cases = [
    {"successes": k, "trials": n, "probability": p, "p": float(binomtest(k, n, p, alternative="two-sided").pvalue)}
    for k, n, p in CASES
]
TARGET.write_text(json.dumps({"scipy": scipy.__version__, "cases": cases}, indent=2) + "\n")
