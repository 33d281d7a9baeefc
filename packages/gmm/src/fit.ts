import type { PointSet, Rng } from '@collapse-bench/core';
import { type EmOptions, type EmOutcome, runEm } from './em/run-em.js';
import { createWorkspace, type Workspace } from './em/workspace.js';
import { kMeansPlusPlus } from './init/k-means-plus-plus.js';
import {
  randomPlaces,
  startFromKMeans,
  startFromPoints,
  startFromPrevious,
  startFromRandomResponsibilities,
} from './init/start.js';
import type { Initialisation } from './options.js';
import type { FitDiagnostic, GmmParams } from './params.js';
import { type DataSummary, summarise } from './summarise.js';

export interface FitOptions extends EmOptions {
  readonly dimension: number;
  readonly components: number;
  readonly initialisation: Initialisation;
  /** Independent starts, of which the likeliest fit is kept; a start from `previous` is one. */
  readonly starts: number;
}

/**
 * Fits a mixture of k normals by EM, as scikit-learn's GaussianMixture does.
 *
 * A fit never fails on data that are merely hard: what went wrong is in the diagnostics, and the parameters are always
 * finite, weights positive, covariances positive semidefinite. A component may be singular (regCovar 0), a point mass for
 * one; EM stops there.
 *
 * @param previous the start of `initialisation: 'previous'`; undefined: k-means
 * @throws RangeError for fewer points than components, for data that are not finite, and for so spread out that their variance is not
 */
export function fitMixture(data: PointSet, options: FitOptions, rng: Rng, previous: GmmParams | undefined): GmmParams {
  const { dimension, components } = options;
  if (data.count < components) {
    throw new RangeError(`fitMixture: expected at least ${components} points, one a component, found ${data.count}`);
  }
  const summary = summarise(data, dimension);
  const workspace = createWorkspace(components, dimension);
  const starts = options.initialisation === 'previous' && previous !== undefined ? 1 : options.starts;
  let best: GmmParams | undefined;
  for (let start = 0; start < starts; start++) {
    initialise(data, summary, options, rng, previous, workspace);
    const fitted = toParams(workspace, runEm(data, summary.totalWeight, options, workspace), data.count);
    if (best === undefined || isBetter(fitted, best)) best = fitted;
  }
  if (best === undefined) throw new RangeError(`fitMixture: expected at least one start, found ${starts}`);
  return best;
}

function initialise(
  data: PointSet,
  summary: DataSummary,
  { initialisation, covariance, regCovar, components, dimension }: FitOptions,
  rng: Rng,
  previous: GmmParams | undefined,
  workspace: Workspace,
): void {
  switch (initialisation) {
    case 'previous':
      if (previous !== undefined) startFromPrevious(previous, workspace);
      else startFromKMeans(data, summary, covariance, regCovar, workspace, rng);
      return;
    case 'k-means':
      startFromKMeans(data, summary, covariance, regCovar, workspace, rng);
      return;
    case 'k-means++': {
      const places = kMeansPlusPlus(data, components, dimension, rng);
      startFromPoints(data, summary, covariance, regCovar, workspace, places);
      return;
    }
    case 'random-from-data':
      startFromPoints(data, summary, covariance, regCovar, workspace, randomPlaces(data, components, rng));
      return;
    case 'random':
      startFromRandomResponsibilities(data, summary, covariance, regCovar, workspace, rng);
  }
}

function toParams(
  { weights, means, covariances }: Workspace,
  { converged, iterations, logLikelihood, diagnostic }: EmOutcome,
  count: number,
): GmmParams {
  const diagnostics: FitDiagnostic[] = diagnostic === undefined ? [] : [diagnostic];
  // Where EM stopped before its first M step, weights are those of the start, which need not add up to 1.
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => weight / sum);
  shares.forEach((weight, component) => {
    if (weight * count < 1) diagnostics.push({ kind: 'vanishing-component', component, weight });
  });
  return {
    weights: shares,
    means: means.slice(),
    covariances: covariances.slice(),
    converged,
    iterations,
    logLikelihood,
    diagnostics,
  };
}

/** A fit that ran into a singular component has a likelihood without meaning, and loses to any other. */
function isBetter(a: GmmParams, b: GmmParams): boolean {
  const broken = ({ diagnostics }: GmmParams) => diagnostics.some(({ kind }) => kind === 'singular-component');
  if (broken(a) !== broken(b)) return broken(b);
  return a.logLikelihood > b.logLikelihood;
}
