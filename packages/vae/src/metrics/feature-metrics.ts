import { type Metric, type MetricContext, pointMetrics, type Rng, sampleWithoutReplacement } from '@collapse-bench/core';
import { classify } from '../classifier/classify.js';
import { FEATURES } from '../classifier/shape.js';
import { type Images, pixelsOf } from '../images.js';
import { doubles } from './doubles.js';
import { classifiedSamples } from './generated.js';
import { type Judge, judgeOf, type VaeTruth } from './judge.js';

const SPACE = "Points are the frozen classifier's 64 features; real ones are of test images.";

/** Those of core that are usual for images; the sliced distance is not. */
const usual = ['precision', 'recall', 'density', 'coverage', 'vendi', 'mmd-squared'];
const memorisation = ['nearest-real-distance', 'nearest-real-distance-q05'];

const ofPoints = pointMetrics<VaeTruth, Float64Array>(
  (points) => points,
  () => FEATURES,
);

const none = new Float64Array(0);

/**
 * Core's metrics of points, over features: precision, recall, density, coverage, vendi, mmd-squared (with a Gaussian kernel), and
 * the nearest-real distances, which need the original data's features (30 microseconds an image, once) and look at
 * 1000 x as many pairs as it has images.
 */
export const featureMetrics: readonly Metric<unknown, VaeTruth, Images>[] = [
  ...usual.map((id) => overFeatures(id, async () => none)),
  ...memorisation.map((id) => overFeatures(id, originalFeatures)),
];

type Context = MetricContext<unknown, VaeTruth, Images>;

function overFeatures(id: string, original: (context: Context) => Promise<Float64Array>): Metric<unknown, VaeTruth, Images> {
  const metric = ofPoints.find((each) => each.id === id)!;
  return {
    ...metric,
    summary: `${metric.summary} ${SPACE}`,
    unit: metric.unit === 'unit of the data' ? 'unit of the features' : metric.unit,
    async evaluate(context, rng) {
      const judge = judgeOf(context.truth);
      const points: MetricContext<unknown, VaeTruth, Float64Array> = {
        ...context,
        original: await original(context),
        // No metric of points looks at it.
        training: none,
        sample: async (count, stream) => doubles((await classifiedSamples(context, count, stream)).features),
        real: (count, stream) => testFeatures(judge, count, stream),
      };
      return metric.evaluate(points, rng);
    },
  };
}

/** Features of different test images, in random order. */
function testFeatures({ features }: Judge, count: number, rng: Rng): Float64Array {
  const out = new Float64Array(count * FEATURES);
  sampleWithoutReplacement(rng, features.length / FEATURES, count).forEach((place, i) => {
    out.set(features.subarray(place * FEATURES, (place + 1) * FEATURES), i * FEATURES);
  });
  return out;
}

/** Of the original data of a run, the same object at every generation. */
const known = new WeakMap<Images, Promise<Float64Array>>();

function originalFeatures({ original, truth }: Context): Promise<Float64Array> {
  let found = known.get(original);
  if (found === undefined) {
    found = classify(judgeOf(truth).classifier, pixelsOf(original)).then(({ features }) => doubles(features));
    known.set(original, found);
  }
  return found;
}
