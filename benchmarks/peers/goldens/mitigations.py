"""What selection and biased sampling need of a normal, for packages/core/src/stats/chi-square-distribution.golden.json.

Chi-square probabilities and quantiles, the variance of a normal cut to its central p, the mean of the smallest of K
chi-square variables and the variance of the outer part of a normal, all by SciPy (quadrature where it has no formula).

Run from anywhere: python3 benchmarks/peers/goldens/mitigations.py
"""

import json
import math
from pathlib import Path

import scipy
from scipy import integrate, stats

OUT = Path(__file__).resolve().parents[3] / "packages/core/src/stats/chi-square-distribution.golden.json"


def radial(degrees, low, high):
    """E |z|^2 / N over the shell low <= |z|^2 <= high of a standard normal vector."""
    law = stats.chi2(degrees)
    density = lambda r: 2 * r * law.pdf(r * r)
    a, b = math.sqrt(low), math.sqrt(high) if math.isfinite(high) else 12 + math.sqrt(degrees)
    mass = integrate.quad(density, a, b, epsabs=1e-14, epsrel=1e-13, limit=200)[0]
    square = integrate.quad(lambda r: r * r * density(r), a, b, epsabs=1e-14, epsrel=1e-13, limit=200)[0]
    return square / mass / degrees


def smallest(candidates, degrees):
    """E min of K chi-square variables: the integral of the survival function's K-th power."""
    law = stats.chi2(degrees)
    return integrate.quad(lambda r: 2 * r * law.sf(r * r) ** candidates, 0, 12 + math.sqrt(degrees), epsabs=1e-14, epsrel=1e-12, limit=200)[0]


def main():
    degrees = (1, 2, 3, 5, 10, 64)
    probabilities = (1e-6, 0.01, 0.1, 0.5, 0.8, 0.95, 0.999)
    document = {
        "script": "benchmarks/peers/goldens/mitigations.py",
        "versions": {"scipy": scipy.__version__},
        "cdf": [{"degrees": d, "x": x, "p": float(stats.chi2.cdf(x, d))} for d in degrees for x in (1e-8, 0.01, 0.5, 1, 4, 20, 90)],
        "quantile": [{"degrees": d, "p": p, "x": float(stats.chi2.ppf(p, d))} for d in degrees for p in probabilities],
        "central": [
            {"dimension": d, "p": p, "variance": radial(d, 0, stats.chi2.ppf(p, d))} for d in (1, 2, 3, 10) for p in (0.1, 0.5, 0.9, 0.99)
        ],
        "outer": [
            {"dimension": d, "keep": p, "variance": radial(d, stats.chi2.ppf(1 - p, d), math.inf)} for d in (1, 2, 3, 10) for p in (0.1, 0.5, 0.9)
        ],
        "smallest": [{"degrees": d, "candidates": k, "mean": smallest(k, d)} for d in (1, 2, 3, 10) for k in (1, 2, 4, 16, 100)],
    }
    OUT.write_text(json.dumps(document, indent=1) + "\n")


if __name__ == "__main__":
    main()
