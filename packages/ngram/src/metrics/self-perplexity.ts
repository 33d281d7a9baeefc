import { exp } from '@collapse-bench/core';
import { meanSurprise } from '../model/surprise.js';
import { generatedTextMetric } from './generated-text-metric.js';

export const selfPerplexity = generatedTextMetric(
  {
    id: 'self-perplexity',
    summary: 'Perplexity of the model on its own text: exp of the mean of -ln p a word.',
    source: 'Shumailov et al. 2305.17493, Section 5.2',
    unit: '1',
    direction: 'higher-is-better',
    margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a word' },
  },
  (blocks, _truth, params) => {
    const mean = meanSurprise(params, blocks);
    return mean === undefined ? undefined : exp(mean);
  },
);
