import { type Metric, type PointSet, pointMetrics, type RealTruth } from '@collapse-bench/core';
import type { KdeParams } from '../params.js';
import { heldoutNll } from './heldout-nll.js';
import { meanShiftSquared } from './mean-shift-squared.js';
import { modeCoverage } from './mode-coverage.js';
import { tailMass } from './tail-mass.js';
import { varianceRatio } from './variance-ratio.js';
import { w2Squared } from './w2-squared.js';

/** One entry a metric; the metric's own file says what it is. */
export const kdeMetrics: readonly Metric<KdeParams, RealTruth, PointSet>[] = [
  heldoutNll,
  w2Squared,
  meanShiftSquared,
  varianceRatio,
  tailMass,
  modeCoverage,
  ...pointMetrics<RealTruth, PointSet>(
    ({ points }) => points,
    ({ dimension }) => dimension,
  ),
];
