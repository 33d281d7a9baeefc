import type { Metric, RealTruth } from '@collapse-bench/core';
import type { GaussianParams } from '../params.js';
import { absorptionTime } from './absorption-time.js';
import { kl } from './kl.js';
import { l2Squared } from './l2-squared.js';
import { logDetRatio } from './log-det-ratio.js';
import { mean } from './mean.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanShiftSquared } from './mean-shift-squared.js';
import { standardDeviation } from './standard-deviation.js';
import { tailMass } from './tail-mass.js';
import { varianceRatio } from './variance-ratio.js';
import { w2Squared } from './w2-squared.js';

/** One entry a metric; the metric's own file says what it is. */
export const gaussianMetrics: readonly Metric<GaussianParams, RealTruth>[] = [
  w2Squared,
  meanShiftSquared,
  meanAbsoluteError,
  mean,
  standardDeviation,
  varianceRatio,
  logDetRatio,
  kl,
  l2Squared,
  tailMass,
  absorptionTime,
];
