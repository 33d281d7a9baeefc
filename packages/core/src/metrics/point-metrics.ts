import type { Metric } from '../contracts/metric.js';
import { knnManifoldMetrics } from './knn-manifold.js';
import { mmdSquaredMetric } from './mmd-squared.js';
import { nearestRealDistanceMetrics } from './nearest-real-distance.js';
import type { PointView } from './point-view.js';
import { slicedW2SquaredMetric } from './sliced-w2-squared.js';
import { vendiMetric } from './vendi.js';

/**
 * The metrics that any system over points has: sliced-w2-squared, mmd-squared, precision, recall, density, coverage, vendi,
 * nearest-real-distance and nearest-real-distance-q05. Each draws its own 1000 samples of the model (vendi: 500) and as many
 * real ones, and takes some tens of milliseconds in a few dimensions.
 *
 * @param pointsOf the samples, row-major, one point after the other; every point counts the same
 * @param dimensionOf coordinates of a point
 */
export function pointMetrics<Truth, Data>(
  pointsOf: (data: Data) => Float64Array,
  dimensionOf: (truth: Truth) => number,
): readonly Metric<unknown, Truth, Data>[] {
  const view: PointView<Truth, Data> = { pointsOf, dimensionOf };
  return [
    slicedW2SquaredMetric(view),
    mmdSquaredMetric(view),
    ...knnManifoldMetrics(view),
    vendiMetric(view),
    ...nearestRealDistanceMetrics(view),
  ];
}
