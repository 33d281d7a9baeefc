import { type Metric, ok } from '../contracts/metric.js';
import { mmdSquared } from '../distances/mmd.js';
import { judgeSamples } from './judge-samples.js';
import { kernelBandwidth, noBandwidth } from './kernel-bandwidth.js';
import type { PointView } from './point-view.js';

const SAMPLES = 1000;

export function mmdSquaredMetric<Truth, Data>(view: PointView<Truth, Data>): Metric<unknown, Truth, Data> {
  return {
    id: 'mmd-squared',
    summary:
      'Squared maximum mean discrepancy, unbiased (so it may fall below 0), of 1000 samples of the model and 1000 real ones under a Gaussian kernel as wide as the median distance of real points.',
    source: 'Gretton et al. 2012, A kernel two-sample test, lemma 6 and section 8',
    unit: '1',
    direction: 'lower-is-better',
    margin: {
      kind: 'absolute',
      value: 0.005,
      reason: 'a hundredth of what two laws without overlap are apart, and some seven standard errors of two equal ones',
    },
    evaluate: judgeSamples(view, SAMPLES, (context, dimension, rng) => {
      const bandwidth = kernelBandwidth(view, context, dimension, rng);
      if (bandwidth === undefined) return noBandwidth;
      const real = view.pointsOf(context.real(SAMPLES, rng));
      return (generated) => ok(mmdSquared(generated, real, dimension, bandwidth).unbiased);
    }),
  };
}
