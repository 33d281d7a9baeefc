"""scikit-learn's GaussianMixture and KMeans, and mpmath's exp, for the goldens of packages/gmm/src.

- em/run-em.golden.json: EM from given weights, means and precisions, cut off after 1, 2, 3, ... iterations, so that every
  iteration is held and not just the end; four covariance types on each data set.
- init/start.golden.json: KMeans from given centres, and the parameters that GaussianMixture makes of its clusters and of seeds.
- core's fast-exp.golden.json: exp rounded correctly from 60 digits.

Run from anywhere: python3 benchmarks/peers/goldens/gmm.py
"""

import json
import platform
import warnings
from pathlib import Path

import mpmath
import numpy
import scipy
import sklearn
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

OUT = Path(__file__).resolve().parents[3] / "packages/gmm/src"
TYPES = {"full": "full", "tied": "tied", "diagonal": "diag", "spherical": "spherical"}
ITERATIONS = [1, 2, 3, 4, 5, 7, 10, 15, 25, 60]
VERSIONS = {
    "python": platform.python_version(),
    "numpy": numpy.__version__,
    "scipy": scipy.__version__,
    "scikit-learn": sklearn.__version__,
    "mpmath": mpmath.__version__,
}


def normal(rng, count, mean, covariance):
    return rng.multivariate_normal(numpy.atleast_1d(mean), numpy.atleast_2d(covariance), size=count)


def data_sets():
    """name -> (points, start means, start covariance, regCovar)"""
    rng = numpy.random.default_rng(12)
    eye = numpy.eye
    yield "blob", normal(rng, 150, [0, 0], eye(2)), [[-1, 0], [1, 0.5]], eye(2), 1e-6
    yield (
        "two modes at +-4",
        numpy.concatenate([normal(rng, 60, [-4, -4], eye(2)), normal(rng, 60, [4, 4], eye(2))]),
        [[-1, -1], [1, 1]],
        2 * eye(2),
        1e-6,
    )
    yield (
        "three overlapping, in one dimension",
        numpy.concatenate([normal(rng, 50, -1, 1), normal(rng, 50, 0, 0.5), normal(rng, 50, 1.5, 2)]),
        [[-1], [0], [2]],
        eye(1),
        0.0,
    )
    yield (
        "a component of three points",
        numpy.concatenate([normal(rng, 90, [0, 0], eye(2)), normal(rng, 30, [3, 1], 0.3 * eye(2)), normal(rng, 3, [9, -7], eye(2))]),
        [[0, 0], [3, 1], [8, -6]],
        eye(2),
        1e-6,
    )
    flat = normal(rng, 100, [0, 0], [[1, 0.3], [0.3, 2]])
    yield (
        "points on a plane, singular but for regCovar",
        numpy.column_stack([flat, flat @ [0.5, -1]]) + [1, 2, 3],
        [[0, 1, 2], [2, 3, 4]],
        eye(3),
        1e-6,
    )
    means = numpy.array([[0, 0, 0, 0, 0], [3, 0, 1, 0, 0], [0, 3, 0, 1, -1], [-2, 0, 0, 0, 4]], dtype=float)
    yield (
        "four in five dimensions",
        numpy.concatenate([normal(rng, 40, mean, numpy.diag([1, 0.5, 2, 1, 0.2])) for mean in means]),
        means + 0.5,
        eye(5),
        1e-4,
    )
    # Not farther out: scikit-learn's own sums about the origin would lose the digits that are compared.
    yield (
        "small beside its distance from the origin",
        numpy.concatenate([normal(rng, 60, [3, -2], 1e-4 * eye(2)), normal(rng, 60, [3.03, -2], 4e-4 * eye(2))]),
        [[2.99, -2], [3.04, -2.01]],
        1e-3 * eye(2),
        1e-6,
    )
    # The second component dies: no point is near it.
    yield "a component without points", normal(rng, 80, [0, 0], eye(2)), [[0, 0], [60, 60]], eye(2), 1e-6


def full_storage(covariances, covariance_type, components, dimension):
    if covariance_type == "full":
        return covariances
    if covariance_type == "tied":
        return numpy.stack([covariances] * components)
    if covariance_type == "diag":
        return numpy.stack([numpy.diag(row) for row in covariances])
    return numpy.stack([variance * numpy.eye(dimension) for variance in covariances])


def precisions(covariance, covariance_type, components):
    inverse = numpy.linalg.inv(covariance)
    if covariance_type == "full":
        return numpy.stack([inverse] * components)
    if covariance_type == "tied":
        return inverse
    if covariance_type == "diag":
        return numpy.stack([numpy.diag(inverse)] * components)
    return numpy.full(components, inverse[0, 0])


def flat(array):
    return numpy.asarray(array, dtype=float).ravel().tolist()


def em():
    cases = []
    for name, points, means, covariance, reg in data_sets():
        means = numpy.asarray(means, dtype=float)
        components, dimension = means.shape
        weights = numpy.arange(1, components + 1) / (components * (components + 1) / 2)
        fits = []
        for ours, theirs in TYPES.items():
            for iterations in ITERATIONS:
                model = GaussianMixture(
                    components,
                    covariance_type=theirs,
                    tol=1e-9,
                    reg_covar=reg,
                    max_iter=iterations,
                    weights_init=weights,
                    means_init=means,
                    precisions_init=precisions(covariance, theirs, components),
                )
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    model.fit(points)
                fits.append(
                    {
                        "covariance": ours,
                        "maxIterations": iterations,
                        "iterations": model.n_iter_,
                        "converged": bool(model.converged_),
                        "logLikelihood": float(model.lower_bound_),
                        "weights": flat(model.weights_),
                        "means": flat(model.means_),
                        "covariances": flat(full_storage(model.covariances_, theirs, components, dimension)),
                    }
                )
                if model.converged_:
                    break
        cases.append(
            {
                "name": name,
                "dimension": dimension,
                "regCovar": reg,
                "points": flat(points),
                "start": {"weights": flat(weights), "means": flat(means), "covariance": flat(covariance)},
                "fits": fits,
            }
        )
    return {"versions": VERSIONS, "tol": 1e-9, "cases": cases}


def made_of(points, responsibilities, reg, components):
    made = {}
    for ours, theirs in TYPES.items():
        model = GaussianMixture(components, covariance_type=theirs, reg_covar=reg)
        model._check_parameters(points)
        model._initialize(points, responsibilities)
        made[ours] = {
            "weights": flat(model.weights_),
            "means": flat(model.means_),
            "covariances": flat(full_storage(model.covariances_, theirs, components, points.shape[1])),
        }
    return made


def starts():
    cases = []
    for name, points, means, _, reg in data_sets():
        means = numpy.asarray(means, dtype=float)
        components, dimension = means.shape
        reg = max(reg, 1e-6)
        kmeans = KMeans(components, init=means, n_init=1).fit(points)
        hard = numpy.eye(components)[kmeans.labels_]
        places = numpy.linspace(0, len(points) - 1, components).astype(int)
        seeds = numpy.zeros((len(points), components))
        seeds[places, numpy.arange(components)] = 1
        cases.append(
            {
                "name": name,
                "dimension": dimension,
                "regCovar": reg,
                "points": flat(points),
                "centres": flat(means),
                "kMeans": {
                    "labels": kmeans.labels_.tolist(),
                    "centres": flat(kmeans.cluster_centers_),
                    "iterations": int(kmeans.n_iter_),
                },
                "fromClusters": made_of(points, hard, reg, components),
                "places": places.tolist(),
                "fromPlaces": made_of(points, seeds, reg, components),
            }
        )
    return {"versions": VERSIONS, "cases": cases}


def exponential():
    rng = numpy.random.default_rng(3)
    inputs = numpy.concatenate(
        [rng.uniform(-708, 709, 1500), rng.uniform(-40, 0, 1500), rng.uniform(-1, 1, 800), [0.0, -1e-300, 1e-17, -708.0, 708.9]]
    )
    with mpmath.workdps(60):
        outputs = [float(mpmath.exp(mpmath.mpf(float(x)))) for x in inputs]
    return {"versions": VERSIONS, "inputs": inputs.tolist(), "outputs": outputs}


def write(path, value):
    with open(OUT / path, "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")


write("em/run-em.golden.json", em())
write("init/start.golden.json", starts())
write("../../core/src/fast-exp.golden.json", exponential())
