"""Exact laws for the tests of packages/core/src/random. Writes three golden files there:
python3 benchmarks/peers/goldens/random_laws.py

ziggurat.golden.json   the 256-layer ziggurat solved with 60 digits, and the deviates it gives from a known state
continuous.golden.json quantiles of the normal and gamma laws (SciPy)
counts.golden.json     bin probabilities of binomial and hypergeometric laws (exact ratios, checked against SciPy), and
                       differences of log probabilities with 60 digits
"""

import json
import math
import pathlib
from decimal import Decimal as D
from decimal import getcontext

import numpy as np
import scipy
from scipy import stats

from xoshiro128 import Xoshiro128PlusPlus

getcontext().prec = 60
FOLDER = pathlib.Path(__file__).parents[3] / "packages/core/src/random"
PI = D("3.14159265358979323846264338327950288419716939937510582097494459")


def write(name, values):
    header = {"madeBy": "benchmarks/peers/goldens/random_laws.py", "numpy": np.__version__, "scipy": scipy.__version__}
    (FOLDER / name).write_text(json.dumps(header | values, indent=1) + "\n")


# --- Ziggurat ---------------------------------------------------------------------------------------------------------

LAYERS = 256


def density(x):
    return (-x * x / 2).exp()


def tail_area(r):
    """Integral of exp(-x^2 / 2) from r on, by Laplace's continued fraction."""
    t = D(0)
    for k in range(2000, 0, -1):
        t = k / (r + t)
    return density(r) / (r + t)


def layers(r):
    """Edges for a tail that starts at r, and the density at the top less 1 (0 where the layers close)."""
    area = r * density(r) + tail_area(r)
    edges, height = [area / density(r), r], density(r)
    for i in range(2, LAYERS + 1):
        height += area / edges[-1]
        if i == LAYERS:
            return edges, area, height - 1
        if height >= 1:
            return edges, area, D(1)
        edges.append((-2 * height.ln()).sqrt())


def solve():
    low, high = D("3.6"), D("3.7")
    for _ in range(180):
        middle = (low + high) / 2
        low, high = (middle, high) if layers(middle)[2] > 0 else (low, middle)
    return low


def ziggurat():
    r = solve()
    edges, area, excess = layers(r)
    assert abs(excess) < D("1e-48")
    # NumPy's own table begins at the same place (ziggurat_nor_r in numpy/random/src/distributions/ziggurat_constants.h).
    assert abs(float(r) - 3.6541528853610087963519472518) < 1e-15
    edge = [float(x) for x in edges] + [0.0]
    heights = [math.exp(-x * x / 2) for x in edge]

    def deviate(rng):
        while True:
            word = rng.next() | rng.next() << 32
            signed = word - 2**64 if word >= 2**63 else word
            layer = word & 255
            x = ((signed >> 10) | 1) * edge[layer] / 2**53
            if abs(x) < edge[layer + 1]:
                return "core", x
            if layer == 0:
                while True:
                    beyond = -math.log(rng.open_uniform()) / edge[1]
                    if -2 * math.log(rng.open_uniform()) > beyond * beyond:
                        return "tail", math.copysign(edge[1] + beyond, x)
            if heights[layer] + rng.uniform() * (heights[layer + 1] - heights[layer]) < math.exp(-x * x / 2):
                return "wedge", x

    rng = Xoshiro128PlusPlus([1, 2, 3, 4])
    drawn = [deviate(rng) for _ in range(100_000)]
    chosen = list(range(20))
    for part in ("wedge", "tail"):
        chosen += [i for i, (where, _) in enumerate(drawn) if where == part][:20]
    chosen = sorted(set(chosen))
    write(
        "ziggurat.golden.json",
        {
            "tailStart": float(r),
            "layerArea": float(area),
            "edges": edge,
            "state": [1, 2, 3, 4],
            "count": len(drawn),
            "stateAfter": rng.s,
            "deviates": [{"index": i, "from": drawn[i][0], "value": drawn[i][1]} for i in chosen],
        },
    )


# --- Continuous laws --------------------------------------------------------------------------------------------------


def continuous():
    grid = np.arange(1, 100) / 100
    beyond = [3.2, 3.6541528853610088, 4.0, 4.5]
    write(
        "continuous.golden.json",
        {
            "levels": grid.tolist(),
            "normal": stats.norm.ppf(grid).tolist(),
            "normalTail": [{"from": x, "probability": float(2 * stats.norm.sf(x))} for x in beyond],
            "gamma": [
                {"shape": a, "quantiles": stats.gamma.ppf(grid, a).tolist()}
                for a in (0.05, 0.3, 0.99, 1.0, 1.5, 4.0, 50.0, 5e6)
            ],
        },
    )


# --- Counts -----------------------------------------------------------------------------------------------------------


def law_by_ratios(mode, least, most, ratio):
    """{k: probability} from P(k + 1) / P(k), going out from the mode until 1e-25 of it."""
    weights = {mode: 1.0}
    k, w = mode, 1.0
    while k < most and w > 1e-25:
        w *= ratio(k)
        k += 1
        weights[k] = w
    k, w = mode, 1.0
    while k > least and w > 1e-25:
        k -= 1
        w /= ratio(k)
        weights[k] = w
    total = math.fsum(weights.values())
    return {k: weights[k] / total for k in sorted(weights)}


def bins(law, least_probability=0.004, wanted=40):
    """Upper ends (inclusive) and probabilities of bins of about 1 / wanted, and no less than least_probability."""
    ends, probabilities, mass, left = [], [], 0.0, 1.0
    for k, p in law.items():
        mass += p
        if mass >= max(least_probability, 1 / wanted) and left - mass >= least_probability:
            ends.append(k)
            probabilities.append(mass)
            left -= mass
            mass = 0.0
    ends.append(max(law))
    probabilities.append(mass)
    assert abs(math.fsum(probabilities) - 1) < 1e-12
    return {"ends": ends, "probabilities": probabilities}


def normal_bins(mean, deviation, skewness, wanted=40):
    """For counts spread over millions of values: Edgeworth's first correction is exact to 1e-9 there."""

    def cdf(k):
        z = (k + 0.5 - mean) / deviation
        return stats.norm.cdf(z) - skewness * (z * z - 1) / 6 * stats.norm.pdf(z)

    ends = [math.floor(mean + deviation * z) for z in stats.norm.ppf(np.arange(1, wanted) / wanted)]
    steps = np.diff([0.0, *[cdf(k) for k in ends], 1.0])
    return {"ends": ends + [2**53], "probabilities": steps.tolist()}


def binomial_case(n, p):
    mean, q = n * p, 1 - p
    if mean * q > 1e10:
        law = normal_bins(mean, math.sqrt(mean * q), (1 - 2 * p) / math.sqrt(mean * q))
    else:
        mode = min(n, math.floor((n + 1) * p))
        exact = law_by_ratios(mode, 0, n, lambda k: (n - k) * p / ((k + 1) * q))
        if n <= 10**6:
            assert all(math.isclose(exact[k], stats.binom.pmf(k, n, p), rel_tol=1e-8) for k in exact if exact[k] > 1e-12)
        law = bins(exact)
    return {"n": n, "p": p} | law


def hypergeometric_case(good, bad, draws):
    total = good + bad
    least, most = max(0, draws - bad), min(good, draws)
    mode = (draws + 1) * (good + 1) // (total + 2)
    variance = draws * good / total * (bad / total) * ((total - draws) / (total - 1))
    if variance > 1e10:
        skewness = (total - 2 * good) / math.sqrt(good) * math.sqrt(total - 1) / math.sqrt(bad)
        skewness *= (total - 2 * draws) / math.sqrt(draws) / math.sqrt(total - draws) / (total - 2)
        law = normal_bins(draws * good / total, math.sqrt(variance), skewness)
    else:
        exact = law_by_ratios(
            mode, least, most, lambda k: (good - k) * (draws - k) / ((k + 1) * (bad - draws + k + 1))
        )
        if total <= 10**5:
            scipys = stats.hypergeom(total, good, draws)
            assert all(math.isclose(exact[k], scipys.pmf(k), rel_tol=1e-7) for k in exact if exact[k] > 1e-12)
        law = bins(exact)
    return {"good": good, "bad": bad, "draws": draws} | law


BERNOULLI = [D(1) / 6, D(-1) / 30, D(1) / 42, D(-1) / 30, D(5) / 66, D(-691) / 2730, D(7) / 6, D(-3617) / 510]


def log_factorial(n):
    """ln n! with some 50 digits: Stirling's series after shifting to at least 2000."""
    x, product = D(n + 1), D(1)
    while x < 2000:
        product *= x
        x += 1
    series = sum(b / (2 * j * (2 * j - 1) * x ** (2 * j - 1)) for j, b in enumerate(BERNOULLI, 1))
    return (x - D("0.5")) * x.ln() - x + (2 * PI).ln() / 2 + series - product.ln()


def binomial_difference(n, p, k, other):
    """ln P(k) - ln P(other), and where they stand."""

    def log_weight(j):
        return -log_factorial(j) - log_factorial(n - j) + j * D(p).ln() + (n - j) * (1 - D(p)).ln()

    return {"n": n, "p": p, "k": k, "other": other, "difference": float(log_weight(k) - log_weight(other))}


def counts():
    assert abs(log_factorial(20) - D(math.factorial(20)).ln()) < D("1e-40")
    write(
        "counts.golden.json",
        {
            "binomial": [
                binomial_case(n, p)
                for n, p in (
                    (1, 0.3),
                    (7, 0.5),
                    (10, 0.9),
                    (1000, 0.009),
                    (10**9, 9.9e-9),
                    (2**53, 2.0**-50),
                    (20, 0.4999),
                    (20, 0.5),
                    (21, 0.5),
                    (27, 0.62),
                    (101, 0.1),
                    (10**6, 1.01e-5),
                    (400, 0.03),
                    (1000, 0.7),
                    (10**5, 0.2),
                    (10**9, 0.3),
                    (10**12, 0.875),
                    (2**53, 0.5),
                    (2**53, 1e-4),
                )
            ],
            "hypergeometric": [
                hypergeometric_case(*case)
                for case in (
                    (10, 20, 12),
                    (5, 10**9, 3 * 10**8),
                    (100, 3, 50),
                    (15, 40, 20),
                    (16, 40, 20),
                    (16, 16, 16),
                    (40, 17, 40),
                    (60, 45, 88),
                    (200, 200, 100),
                    (1000, 50, 500),
                    (30, 10**6, 5000),
                    (10**6, 10**6, 10**4),
                    (10**9, 2 * 10**9, 10**8),
                    (2**52, 2**51, 2**50),
                )
            ],
            "binomialDifferences": [
                binomial_difference(*case)
                for case in (
                    (20, 0.5, 3, 10),
                    (20, 0.5, 0, 10),
                    (40, 0.3, 40, 12),
                    (1000, 0.25, 300, 250),
                    (10**6, 0.125, 126000, 125000),
                    (10**9, 0.25, 250050000, 250000000),
                    (2**53, 0.5, 2**52 + 2 * 10**8, 2**52),
                    (2**53, 0.0009765625, 2**43 + 10**7, 2**43 - 3),
                )
            ],
        },
    )


if __name__ == "__main__":
    ziggurat()
    continuous()
    counts()
