import { describe, expect, it } from 'vitest';
import type { CovarianceType } from '../options.js';
import golden from './run-em.golden.json' with { type: 'json' };
import { runEm } from './run-em.js';
import { createWorkspace } from './workspace.js';

/** Largest difference, relative to the largest magnitude. */
function error(found: ArrayLike<number>, expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(found[i] - value))) / scale;
}

describe(`EM from given parameters is that of scikit-learn ${golden.versions['scikit-learn']}, iteration by iteration`, () => {
  for (const { name, dimension, regCovar, points, start, fits } of golden.cases) {
    it.each(fits.map((fit) => ({ ...fit, title: `${fit.covariance}, at most ${fit.maxIterations}` })))(
      `${name}: $title`,
      (fit) => {
        const components = start.weights.length;
        const workspace = createWorkspace(components, dimension);
        workspace.weights.set(start.weights);
        workspace.means.set(start.means);
        for (const block of workspace.covarianceOf) block.set(start.covariance);
        const count = points.length / dimension;
        const covariance = fit.covariance as CovarianceType;
        const options = { covariance, tol: golden.tol, maxIterations: fit.maxIterations, regCovar };
        const found = runEm({ count, points: Float64Array.from(points) }, count, options, workspace);
        expect(found).toMatchObject({ iterations: fit.iterations, converged: fit.converged });
        expect(error([found.logLikelihood], [fit.logLikelihood])).toBeLessThan(1e-8);
        expect(error(workspace.weights, fit.weights)).toBeLessThan(1e-8);
        expect(error(workspace.means, fit.means)).toBeLessThan(1e-8);
        expect(error(workspace.covariances, fit.covariances)).toBeLessThan(1e-8);
      },
    );
  }
});
