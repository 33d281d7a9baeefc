import { exp } from '@collapse-bench/core';
import { textMetricValue } from '@collapse-bench/text';
import { meanSurprise } from '../model/surprise.js';
import type { NgramMetric } from './generated-text-metric.js';

export const heldoutPerplexity: NgramMetric = {
  id: 'heldout-perplexity',
  summary: 'Perplexity on real documents that nothing is trained on: exp of the mean of -ln p a word, <unk> being a word.',
  source: 'Shumailov et al. 2305.17493, Section 5.2, Fig. 10',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a word' },
  evaluate: ({ params, truth }) => {
    const mean = meanSurprise(params, truth.test);
    return textMetricValue(mean === undefined ? undefined : exp(mean));
  },
};
