"""The other side of every comparison, as a NumPy or SciPy user would write it.

Each case is set up once and gives (run, agree): `run` is what is timed and returns its result, `agree` turns that
result into the number that both sides must agree on.
"""

import numpy as np
import scipy.stats
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

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


def kde_sample(rng):
    model = scipy.stats.gaussian_kde(rng.standard_normal(MILLION), bw_method="silverman")
    return lambda: model.resample(MILLION, seed=rng), lambda x: (x**2).mean()


def kde_log_density(rng):
    points = 4 * ((np.arange(10_000) * 0.6180339887498949) % 1) - 2
    model = scipy.stats.gaussian_kde(points, bw_method="silverman")
    places = np.linspace(-3, 3, 1000)
    return lambda: model.logpdf(places), np.mean


def w2_on_the_line(rng):
    a, b = rng.standard_normal(MILLION), 1 + 2 * rng.standard_normal(MILLION)
    return lambda: ((np.sort(a) - np.sort(b)) ** 2).mean(), float


WORDS, BLOCK = 5000, 64


def zipf_blocks(rng, blocks):
    p = 1 / np.arange(1, WORDS + 1)
    return rng.choice(WORDS, (blocks, BLOCK), p=p / p.sum())


def distinct_3(rng):
    text = zipf_blocks(rng, 16_000).astype(np.int64)

    def run():
        grams = (text[:, :-2] * WORDS + text[:, 1:-1]) * WORDS + text[:, 2:]
        return len(np.unique(grams)) / grams.size

    return run, float


def self_bleu(rng):
    # Imported here, so that every other case works without sacreBLEU.
    from sacrebleu.metrics import BLEU

    said = [" ".join(map(str, block)) for block in zipf_blocks(rng, 100)]
    bleu = BLEU(tokenize="none", smooth_method="floor", smooth_value=0.1, effective_order=True)

    def run():
        scores = [bleu.sentence_score(said[i], said[:i] + said[i + 1 :]).score / 100 for i in range(len(said))]
        return np.mean(scores)

    return run, float


def trigrams(rng):
    # Imported here, so that every other case works without NLTK.
    from nltk.lm import Lidstone, NgramCounter, Vocabulary
    from nltk.util import ngrams

    blocks = [["<s>", "<s>", *block] for block in zipf_blocks(rng, 200).tolist()]
    vocabulary = Vocabulary(range(WORDS), unk_cutoff=1)

    def run():
        model = Lidstone(0.1, 3, vocabulary=vocabulary, counter=NgramCounter(list(ngrams(b, 3)) for b in blocks[:100]))
        held = [gram for block in blocks[100:] for gram in ngrams(block, 3)]
        return -np.mean([np.log(model.unmasked_score(gram[2], gram[:2])) for gram in held])

    return run, float


def clouds(measure, samples=1000):
    def case(rng):
        a, b = rng.standard_normal((samples, 2)), rng.standard_normal((samples, 2)) + [1, 0]
        return lambda: measure(a, b, rng), float

    return case


def sliced_w2(a, b, rng):
    directions = rng.standard_normal((2, 100))
    directions /= np.linalg.norm(directions, axis=0)
    return ((np.sort(a @ directions, axis=0) - np.sort(b @ directions, axis=0)) ** 2).mean()


def gaussian_kernel(a, b):
    return np.exp(cdist(a, b, "sqeuclidean") / (-2 * 1.5**2))


def mmd(a, b, rng):
    n = len(a)
    within = gaussian_kernel(a, a).sum() + gaussian_kernel(b, b).sum() - 2 * n
    return within / (n * (n - 1)) - 2 * gaussian_kernel(a, b).mean()


def knn_manifold(a, b, rng, k=5):
    """As the package prdc has it."""
    radius_a = np.partition(cdist(a, a), k, axis=1)[:, k]
    radius_b = np.partition(cdist(b, b), k, axis=1)[:, k]
    across = cdist(a, b)
    inside = across <= radius_a[:, None]
    recall = (across <= radius_b).any(axis=1).mean()
    return inside.any(axis=0).mean() + recall + inside.sum(axis=0).mean() / k + inside.any(axis=1).mean()


def vendi(a, b, rng):
    values = np.linalg.eigvalsh(gaussian_kernel(a, a) / len(a))
    values = values[values > 0]
    return np.exp(-(values * np.log(values)).sum())


def nearest(rng):
    training, queries = rng.standard_normal((100_000, 2)), rng.standard_normal((1000, 2)) + [1, 0]
    return lambda: (cKDTree(training).query(queries)[0] ** 2).mean(), float


def torch_vae(name, *size):
    def case(rng):
        import cases_vae

        return getattr(cases_vae, name)(*size)

    return case


def torch_step(name, threads, **size):
    def case(rng):
        # Imported here, so that every other case works without PyTorch.
        import cases_torch

        return getattr(cases_torch, name)(threads, **size)

    return case


def llm(name, *given):
    def case(rng):
        import cases_llm

        return getattr(cases_llm, name)(*given)

    return case


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
    "sliced-w2": clouds(sliced_w2),
    "mmd": clouds(mmd),
    "knn-manifold": clouds(knn_manifold),
    "vendi": clouds(vendi, 500),
    "nearest": nearest,
    "kde-sample": kde_sample,
    "kde-log-density": kde_log_density,
    "w2-on-the-line": w2_on_the_line,
    "text-distinct-3": distinct_3,
    "text-self-bleu": self_bleu,
    "text-trigrams": trigrams,
    "gmm-blob-1000": lambda rng: gmm(rng, 1000, 20, [0.0]),
    "gmm-modes-1000": lambda rng: gmm(rng, 1000, 1, [-4.0, 4.0]),
    "gmm-blob-200000": lambda rng: gmm(rng, 200_000, 1, [0.0]),
    **{f"torch-vae-{threads}": torch_step("vae", threads) for threads in (1, 2)},
    **{f"torch-conv-vae-{threads}": torch_step("conv_vae", threads) for threads in (1, 2)},
    **{f"torch-transformer-1m-{threads}": torch_step("transformer", threads, width=128, layers=4, heads=4) for threads in (1, 2)},
    **{f"torch-transformer-10m-{threads}": torch_step("transformer", threads, width=384, layers=5, heads=6) for threads in (1, 2)},
    **{f"torch-vae-epoch-{network}": torch_vae("epoch", network, count) for network, count in (("mlp", 60_000), ("conv", 2560))},
    "torch-vae-means-mlp": torch_vae("sampling", "mlp", 60_000, "means"),
    "torch-vae-draws-mlp": torch_vae("sampling", "mlp", 60_000, "draws"),
    "torch-vae-means-conv": torch_vae("sampling", "conv", 2560, "means"),
    **{f"llm-training-{size}-{threads}": llm("training", size, threads) for size in ("1m", "10m") for threads in (1, 2)},
    "llm-training-opt-125m": llm("training", "opt-125m", 1),
    **{
        f"llm-generation-{method}-{size}-{threads}": llm("generation", size, method, threads)
        for method in ("beam", "sample")
        for size in ("1m", "10m")
        for threads in (1, 2)
    },
    **{f"llm-scoring-{size}": llm("scoring", size) for size in ("1m", "10m")},
}
