import type { PointSet } from '@collapse-bench/core';
import type { CovarianceType } from '../options.js';
import type { FitDiagnostic } from '../params.js';
import { expectation } from './expectation.js';
import { factorise } from './inverse-factors.js';
import { maximise } from './maximise.js';
import type { Workspace } from './workspace.js';

export interface EmOptions {
  readonly covariance: CovarianceType;
  /** EM stops when the mean log-likelihood of a sample moves by less than this, in nats. */
  readonly tol: number;
  readonly maxIterations: number;
  /** Added to every variance. */
  readonly regCovar: number;
}

export interface EmOutcome {
  readonly converged: boolean;
  readonly iterations: number;
  /** Before the last M step; -Infinity without an iteration. */
  readonly logLikelihood: number;
  /** Why it ended, where it did not converge. */
  readonly diagnostic: FitDiagnostic | undefined;
}

/**
 * EM from the mixture in the workspace, which it leaves at the last M step (Dempster, Laird and Rubin 1977; the stopping rule
 * is scikit-learn's: |change of the mean log-likelihood| < tol, each evaluated before its M step).
 *
 * @param totalWeight sum of the points' weights
 */
export function runEm(data: PointSet, totalWeight: number, options: EmOptions, workspace: Workspace): EmOutcome {
  let logLikelihood = Number.NEGATIVE_INFINITY;
  let change = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (;;) {
    const singular = factorise(workspace);
    if (singular >= 0) {
      const diagnostic: FitDiagnostic = { kind: 'singular-component', component: singular, iteration: iterations };
      return { converged: false, iterations, logLikelihood, diagnostic };
    }
    if (Math.abs(change) < options.tol) return { converged: true, iterations, logLikelihood, diagnostic: undefined };
    if (iterations === options.maxIterations) {
      return { converged: false, iterations, logLikelihood, diagnostic: { kind: 'not-converged', change } };
    }
    iterations++;
    const mean = expectation(data, workspace) / totalWeight;
    if (!Number.isFinite(mean)) {
      return { converged: false, iterations, logLikelihood, diagnostic: { kind: 'no-likelihood', iteration: iterations } };
    }
    change = mean - logLikelihood;
    logLikelihood = mean;
    maximise(workspace, options.covariance, options.regCovar);
  }
}
