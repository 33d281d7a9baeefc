import { quantile } from '@collapse-bench/core';
import { blockPerplexities } from './block-perplexities.js';
import { generatedTextMetric } from './generated-text-metric.js';

export const perplexityUnderModel0 = generatedTextMetric(
  {
    id: 'perplexity-under-model-0',
    summary: 'Median over generated blocks of their perplexity under model 0, which is fitted to the whole real training text.',
    source: 'Shumailov et al. 2305.17493, Fig. 11 (the histogram that it summarises)',
    unit: '1',
    direction: 'lower-is-better',
    margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a word' },
  },
  (blocks, { reference }) => quantile(blockPerplexities(reference, blocks), 0.5),
);
