"""Golden numbers for packages/core/src/stats, from NumPy, SciPy and mpmath: python benchmarks/peers/goldens/stats.py"""

import json
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import scipy
from mpmath import mp, mpf
from scipy import stats

FOLDER = Path(__file__).resolve().parents[3] / "packages/core/src/stats"
VERSIONS = {"mpmath": mpmath.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
mp.dps = 50
rng = np.random.default_rng(20240724)


def write(concept, **content):
    golden = {"madeBy": "benchmarks/peers/goldens/stats.py", "versions": VERSIONS} | content
    (FOLDER / f"{concept}.golden.json").write_text(json.dumps(golden, indent=1) + "\n")


def flat(array):
    return np.asarray(array, dtype=float).ravel().tolist()


# ---- moments ----------------------------------------------------------------------------------------------------

write(
    "moments",
    cases=[
        {
            "values": flat(x),
            "mean": float(np.mean(x)),
            "variance": float(np.var(x, ddof=1)),
            "skewness": float(stats.skew(x)),
            "excessKurtosis": float(stats.kurtosis(x)),
        }
        for x in (rng.standard_normal(7), rng.gamma(0.5, 3, 50), 1e6 + rng.standard_normal(30), rng.standard_t(3, 2))
    ],
)

# ---- mean and scatter: values both sides can make, too many to store; the answers are exact rationals --------------


def weyl(n, multiplier):
    """i * multiplier mod 2^32, over 2^32: the same doubles in any language."""
    return [((i * multiplier) % 2**32) / 2**32 for i in range(n)]


def exact_scatter(x, y):
    n = len(x)
    fx, fy = [Fraction(v) for v in x], [Fraction(v) for v in y]
    return float(sum(a * b for a, b in zip(fx, fy)) - sum(fx) * sum(fy) / n)


def exact_mean(x):
    return float(sum(Fraction(v) for v in x) / len(x))


SCATTER = []
for n, offset, scale in ((5, 0.0, 1.0), (1024, 0.0, 1.0), (10001, 0.0, 1.0), (10001, 1e8, 1.0), (5000, -3.0, 1e-6)):
    x = [offset + scale * v for v in weyl(n, 2654435769)]
    y = [offset + scale * v for v in weyl(n, 1779033703)]
    SCATTER.append(
        {
            "n": n,
            "offset": offset,
            "scale": scale,
            "mean": [exact_mean(x), exact_mean(y)],
            "scatter": [exact_scatter(x, x), exact_scatter(x, y), exact_scatter(x, y), exact_scatter(y, y)],
            "numpyErrorOfVariance": abs(float(np.var(x)) * n / exact_scatter(x, x) - 1),
        }
    )
write("mean-and-scatter", multipliers=[2654435769, 1779033703], cases=SCATTER)

# ---- quantiles --------------------------------------------------------------------------------------------------

PROBABILITIES = [0, 0.01, 0.025, 0.1, 1 / 3, 0.5, 0.75, 0.975, 0.999, 1]
write(
    "quantile",
    cases=[
        {"values": flat(x), "probabilities": PROBABILITIES, "quantiles": flat(np.quantile(x, PROBABILITIES))}
        for x in (rng.standard_normal(1), rng.standard_normal(2), rng.standard_normal(9), rng.integers(0, 5, 24))
    ],
)

# ---- normal and t -----------------------------------------------------------------------------------------------


def t_cdf(t, v):
    """By the regularised incomplete beta function at 50 digits."""
    t, v = mpf(t), mpf(v)
    tail = mp.betainc(v / 2, mpf(1) / 2, 0, v / (v + t * t), regularized=True) / 2
    return tail if t < 0 else 1 - tail


def normal_quantile(p):
    return mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(mpf(p)), float(stats.norm.ppf(p)))


Z = [-37.0, -12.5, -8.0, -3.0, -1.96, -0.5, -1e-9, 0.0, 0.3, 1.0, 2.5758, 6.0]
P = [1e-300, 1e-100, 1e-20, 1e-12, 1e-6, 0.001, 0.0099, 0.0101, 0.025, 0.3, 0.5, 0.8, 0.975, 0.999]
write(
    "normal-distribution",
    cdf=[{"z": z, "cdf": float(mp.ncdf(mpf(z))), "twoSided": float(2 * mp.ncdf(-abs(mpf(z))))} for z in Z],
    quantile=[{"probability": p, "quantile": float(normal_quantile(p))} for p in P],
)

write(
    "student-t-distribution",
    cdf=[
        {"t": t, "degrees": v, "cdf": float(t_cdf(t, v)), "twoSided": float(2 * t_cdf(-abs(t), v))}
        for v in (0.5, 1, 2, 4, 9.5, 30, 1000)
        for t in (-40.0, -3.0, -0.7, -1e-6, 0.2, 1.0, 2.5, 8.0)
    ],
    quantile=[
        {"probability": p, "degrees": v, "quantile": float(stats.t.ppf(p, v))}
        for v in (1, 2, 4, 9.5, 30, 1000)
        for p in (1e-6, 0.005, 0.025, 0.05, 0.4, 0.6, 0.95, 0.995)
    ],
)

# ---- intervals and tests ----------------------------------------------------------------------------------------

write(
    "wilson",
    cases=[
        {"successes": k, "trials": n, "level": level, "low": float(ci.low), "high": float(ci.high)}
        for k, n in ((0, 1), (0, 20), (1, 7), (3, 10), (50, 100), (20, 20), (999, 1000), (1, 1000000))
        for level in (0.5, 0.95, 0.999)
        for ci in [stats.binomtest(k, n).proportion_ci(level, method="wilson")]
    ],
)

MANN_WHITNEY = [
    (rng.standard_normal(3), rng.standard_normal(4) + 1),
    (rng.standard_normal(8), rng.standard_normal(8) + 1),
    (rng.standard_normal(20), rng.standard_normal(35) - 0.5),
    (rng.standard_normal(1), rng.standard_normal(9)),
    (rng.standard_normal(50), rng.standard_normal(50) + 0.8),
    (rng.standard_normal(60), rng.standard_normal(80) + 0.3),
    (rng.integers(0, 5, 12), rng.integers(1, 6, 15)),
    (rng.integers(0, 2, 40), rng.integers(0, 2, 30)),
]


def mann_whitney(x, y):
    exact = len(set(flat(x)) | set(flat(y))) == len(x) + len(y) and len(x) * len(y) <= 2500
    result = stats.mannwhitneyu(x, y, method="exact" if exact else "asymptotic")
    return {
        "x": flat(x),
        "y": flat(y),
        "method": "exact" if exact else "normal",
        "u": float(result.statistic),
        "pValue": float(result.pvalue),
    }


write("mann-whitney", cases=[mann_whitney(x, y) for x, y in MANN_WHITNEY])


def paired(x, margin, alpha):
    test = stats.ttest_1samp(x, 0)
    interval = test.confidence_interval(1 - 2 * alpha)
    lower = stats.ttest_1samp(x, -margin, alternative="greater").pvalue
    upper = stats.ttest_1samp(x, margin, alternative="less").pvalue
    return {
        "differences": flat(x),
        "margin": margin,
        "alpha": alpha,
        "meanDifference": float(np.mean(x)),
        "standardError": float(stats.sem(x)),
        "low": float(interval.low),
        "high": float(interval.high),
        "pEquivalent": float(max(lower, upper)),
        "pDifferent": float(test.pvalue),
    }


write(
    "paired-equivalence",
    cases=[
        paired(rng.standard_normal(2), 5.0, 0.05),
        paired(0.1 * rng.standard_normal(5), 0.3, 0.05),
        paired(1 + 0.1 * rng.standard_normal(5), 0.3, 0.05),
        paired(0.3 + 0.1 * rng.standard_normal(10), 0.3, 0.01),
        paired(-2 + 0.1 * rng.standard_normal(40), 0.5, 0.025),
        paired(1e-9 * rng.standard_normal(6), 1e-8, 0.05),
    ],
)

# ---- bootstrap: long runs of SciPy, so that nearly all of the Monte Carlo error is ours ---------------------------

RESAMPLES = 200_000


def bootstrap(name, clusters, statistic, kind, level):
    """Resampling indices of clusters is SciPy's bootstrap of a one-dimensional sample of indices."""

    def of_indices(indices, axis=-1):
        rows = np.atleast_2d(indices).astype(int)
        values = np.array([statistic(np.concatenate([clusters[i] for i in row])) for row in rows])
        return values if np.ndim(indices) > 1 else values[0]

    result = stats.bootstrap(
        (np.arange(len(clusters)),),
        of_indices,
        n_resamples=RESAMPLES,
        batch=10_000,
        confidence_level=level,
        method="BCa" if kind == "bca" else "percentile",
        rng=np.random.default_rng(7),
    )
    return {
        "statistic": name,
        "kind": kind,
        "level": level,
        "clusters": [flat(c) for c in clusters],
        "resamples": RESAMPLES,
        "low": float(result.confidence_interval.low),
        "high": float(result.confidence_interval.high),
        "standardError": float(result.standard_error),
    }


SKEWED = [[v] for v in rng.gamma(0.6, 2, 25)]
CLUSTERS = [c + 0.3 * rng.standard_normal(n) for n, c in zip((3, 5, 2, 4, 3, 6, 1, 4, 3, 2), rng.gamma(1, 2, 10))]
write(
    "bootstrap",
    cases=[
        bootstrap("mean", SKEWED, np.mean, "percentile", 0.9),
        bootstrap("mean", SKEWED, np.mean, "bca", 0.95),
        bootstrap("variance", SKEWED, lambda v: np.var(v, ddof=1), "bca", 0.9),
        bootstrap("mean", CLUSTERS, np.mean, "percentile", 0.95),
        bootstrap("mean", CLUSTERS, np.mean, "bca", 0.9),
    ],
)
