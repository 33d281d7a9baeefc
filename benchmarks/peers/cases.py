"""The other side of every comparison, as a NumPy or SciPy user would write it.

Each case is set up once and gives (run, agree): `run` is what is timed and returns its result, `agree` turns that
result into the number that both sides must agree on.
"""

import numpy as np
import scipy.stats

MILLION = 1_000_000


def normal_in_place(rng):
    out = np.empty(MILLION)
    return lambda: rng.standard_normal(MILLION, out=out), lambda x: x.std(ddof=1)


def normal_fresh(rng):
    return lambda: rng.standard_normal(MILLION), lambda x: x.std(ddof=1)


def gaussian_chain(rng, samples, generations):
    def run():
        mean, deviation = 0.0, 1.0
        for _ in range(generations):
            x = rng.normal(mean, deviation, samples)
            mean, deviation = x.mean(), x.std(ddof=1)
        return deviation

    return run, lambda deviation: deviation**2


def discrete_law():
    weights = 1 / np.arange(1, 1001)
    return weights / weights.sum()


def discrete_counts(rng):
    p = discrete_law()
    return lambda: rng.multinomial(10**9, p) / 10**9, mean_state


def discrete_points(rng):
    p = discrete_law()
    states = len(p)
    return lambda: np.bincount(rng.choice(states, MILLION, p=p), minlength=states) / MILLION, mean_state


def mean_state(p):
    return (p * np.arange(len(p))).sum()


def wishart(rng):
    law = scipy.stats.wishart(df=99, scale=np.eye(8))
    return lambda: law.rvs(size=10_000, random_state=rng), lambda x: np.trace(x, axis1=1, axis2=2).mean()


def permutation(rng):
    return lambda: rng.permutation(MILLION), lambda x: np.abs(x - np.arange(MILLION)).mean() / MILLION


def bootstrap(rng):
    data = (np.arange(1000) / 999,)

    def run():
        return scipy.stats.bootstrap(
            data, np.mean, n_resamples=2000, confidence_level=0.95, method="percentile", vectorized=True, rng=rng
        )

    return run, lambda result: result.confidence_interval.high - result.confidence_interval.low


def gmm(rng, samples, generations, modes):
    # Imported here, so that every other case works without scikit-learn.
    from sklearn.mixture import GaussianMixture

    def run():
        for _ in range(generations):
            x = rng.standard_normal((samples, 2)) + rng.choice(modes, samples)[:, None]
            fitted = GaussianMixture(2, covariance_type="full", tol=1e-5, max_iter=2000, reg_covar=1e-6).fit(x)
        return fitted

    def total_variance(fitted):
        weights, means, covariances = fitted.weights_, fitted.means_, fitted.covariances_
        return weights @ np.trace(covariances, axis1=1, axis2=2) + weights @ ((means - weights @ means) ** 2).sum(axis=1)

    return run, total_variance


CASES = {
    "normal-in-place": normal_in_place,
    "normal-fresh": normal_fresh,
    "points": lambda rng: gaussian_chain(rng, MILLION, 1),
    "points-chain": lambda rng: gaussian_chain(rng, MILLION, 10),
    "fig4-generation": lambda rng: gaussian_chain(rng, 10 * MILLION, 1),
    "discrete-counts": discrete_counts,
    "discrete-points": discrete_points,
    "gamma": lambda rng: (lambda: rng.standard_gamma(2.5, MILLION), np.mean),
    "binomial": lambda rng: (lambda: rng.binomial(10**9, 0.3, MILLION), np.mean),
    "hypergeometric": lambda rng: (lambda: rng.hypergeometric(10**6, 2 * 10**6, 1000, MILLION), np.mean),
    "wishart": wishart,
    "permutation": permutation,
    "bootstrap": bootstrap,
    "gmm-blob-1000": lambda rng: gmm(rng, 1000, 20, [0.0]),
    "gmm-modes-1000": lambda rng: gmm(rng, 1000, 1, [-4.0, 4.0]),
    "gmm-blob-200000": lambda rng: gmm(rng, 200_000, 1, [0.0]),
}
