import { type Metric, ok } from '../contracts/metric.js';
import { type KnnManifold, knnManifold } from '../distances/knn-manifold.js';
import { judgeSamples } from './judge-samples.js';
import type { PointView } from './point-view.js';

const SAMPLES = 1000;
const NEIGHBOURS = 5;

const precisionAndRecall = 'Kynkaanniemi et al. 1904.06991, equation 1';
const densityAndCoverage = 'Naeem et al. 2002.09797, section 3';
const share = { kind: 'absolute', value: 0.05, reason: 'some three standard errors of a share of 1000 samples' } as const;

/** Four numbers of one picture: balls about 1000 real and 1000 generated points, to their fifth neighbours. */
export function knnManifoldMetrics<Truth, Data>(view: PointView<Truth, Data>): readonly Metric<unknown, Truth, Data>[] {
  const evaluate = (pick: keyof KnnManifold) =>
    judgeSamples(view, SAMPLES, (context, dimension, rng) => {
      const real = view.pointsOf(context.real(SAMPLES, rng));
      return (generated) => ok(knnManifold(real, generated, dimension, NEIGHBOURS)[pick]);
    });
  return [
    {
      id: 'precision',
      summary:
        "Share of 1000 samples of the model that lie in a ball about one of 1000 real points, to that point's 5th neighbour.",
      source: precisionAndRecall,
      unit: '1',
      direction: 'higher-is-better',
      margin: share,
      evaluate: evaluate('precision'),
    },
    {
      id: 'recall',
      summary:
        "Share of 1000 real points that lie in a ball about one of 1000 samples of the model, to that sample's 5th neighbour.",
      source: precisionAndRecall,
      unit: '1',
      direction: 'higher-is-better',
      margin: share,
      evaluate: evaluate('recall'),
    },
    {
      id: 'density',
      summary:
        'Number of real balls (to the 5th neighbour) that hold a sample of the model, over 5: in the mean 1 for the real distribution, 0 for a model that has left it.',
      source: densityAndCoverage,
      unit: '1',
      direction: 'higher-is-better',
      margin: { kind: 'absolute', value: 0.1, reason: 'a tenth of what the real distribution scores' },
      evaluate: judgeSamples(view, SAMPLES, (context, dimension, rng) => {
        const real = view.pointsOf(context.real(SAMPLES, rng));
        if (real.every((value, i) => i < dimension || value === real[i - dimension])) {
          return { status: 'undefined', reason: 'all real points coincide, so their balls have no extent to count by' };
        }
        return (generated) => ok(knnManifold(real, generated, dimension, NEIGHBOURS).density);
      }),
    },
    {
      id: 'coverage',
      summary: 'Share of 1000 real points with a sample of the model, of 1000, no further than their 5th real neighbour.',
      source: densityAndCoverage,
      unit: '1',
      direction: 'higher-is-better',
      margin: share,
      evaluate: evaluate('coverage'),
    },
  ];
}
