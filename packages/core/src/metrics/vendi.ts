import { type Metric, ok } from '../contracts/metric.js';
import { gaussianVendi } from '../distances/vendi.js';
import { judgeSamples } from './judge-samples.js';
import { kernelBandwidth, noBandwidth } from './kernel-bandwidth.js';
import type { PointView } from './point-view.js';

const SAMPLES = 500;

export function vendiMetric<Truth, Data>(view: PointView<Truth, Data>): Metric<unknown, Truth, Data> {
  return {
    id: 'vendi',
    summary:
      'Vendi score exp(-sum l ln l) of 500 samples of the model, l the eigenvalues of K/500 under a Gaussian kernel as wide as the median distance of real points: 1 when all samples are the same.',
    source: 'Friedman and Dieng 2210.02410, definition 3.1',
    unit: 'effective number of samples',
    direction: 'higher-is-better',
    margin: { kind: 'relative', value: 0.05, reason: 'collapse takes it down to 1; a twentieth is far from that' },
    evaluate: judgeSamples(view, SAMPLES, (context, dimension, rng) => {
      const bandwidth = kernelBandwidth(view, context, dimension, rng);
      if (bandwidth === undefined) return noBandwidth;
      return (generated) => ok(gaussianVendi(generated, dimension, bandwidth));
    }),
  };
}
