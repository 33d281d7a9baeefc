import { type Metric, type PointSet, pointMetrics, type RealTruth } from '@collapse-bench/core';
import type { GmmParams } from '../params.js';
import { componentSdMin } from './component-sd-min.js';
import { converged } from './converged.js';
import { heldoutNll } from './heldout-nll.js';
import { iterations } from './iterations.js';
import { l2Squared } from './l2-squared.js';
import { logDetRatio } from './log-det-ratio.js';
import { logL2Squared } from './log-l2-squared.js';
import { meanShiftSquared } from './mean-shift-squared.js';
import { modeCoverage } from './mode-coverage.js';
import { momentW2Squared } from './moment-w2-squared.js';
import { varianceRatio } from './variance-ratio.js';
import { weightEntropy } from './weight-entropy.js';

/** One entry a metric; the metric's own file says what it is. */
export const gmmMetrics: readonly Metric<GmmParams, RealTruth>[] = [
  l2Squared,
  logL2Squared,
  componentSdMin,
  varianceRatio,
  logDetRatio,
  meanShiftSquared,
  momentW2Squared,
  modeCoverage,
  heldoutNll,
  weightEntropy,
  iterations,
  converged,
  ...pointMetrics<RealTruth, PointSet>(
    ({ points }) => points,
    ({ dimension }) => dimension,
  ),
];
