import type { System } from '@collapse-bench/core';
import { checkRegression, mostRows } from './check.js';
import type { LabelledRows } from './data.js';
import { regressionMetrics } from './metrics/index.js';
import { createRegression } from './model/create.js';
import { type RegressionOptions, regressionOptions } from './options.js';
import type { RegressionParams } from './params.js';
import { regressionOracles } from './theory/index.js';
import type { RegressionTruth } from './truth.js';

export const regression: System<RegressionOptions, LabelledRows, RegressionParams, RegressionTruth> = {
  id: 'regression',
  summary: 'A linear model, by least squares or ridge, refitted to its own labels.',
  source: 'Gerstgrasser et al. 2404.01413, Section 3; Dohmatob et al. 2402.07712; Kazdan et al. 2410.16713',
  determinism: 'portable',
  options: regressionOptions,
  check: checkRegression,
  mostSamples: mostRows,
  create: createRegression,
  metrics: regressionMetrics,
  oracles: regressionOracles,
  aspects: { risk: { metric: 'excess-test-error' } },
};
