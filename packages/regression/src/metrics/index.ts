import type { Metric } from '@collapse-bench/core';
import type { RegressionParams } from '../params.js';
import type { RegressionTruth } from '../truth.js';
import { excessTestError } from './excess-test-error.js';
import { normRatio } from './norm-ratio.js';
import { parameterErrorSquared } from './parameter-error-squared.js';

/** One entry a metric; the metric's own file says what it is. */
export const regressionMetrics: readonly Metric<RegressionParams, RegressionTruth>[] = [
  excessTestError,
  parameterErrorSquared,
  normRatio,
];
