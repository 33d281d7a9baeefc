import { exp } from '@collapse-bench/core';
import { cutIntoBlocks, encode, mobyDick, textMetricValue, tokenize } from '@collapse-bench/text';
import { meanSurprise } from '../model/surprise.js';
import type { NgramMetric } from './generated-text-metric.js';

export const outOfDomainPerplexity: NgramMetric = {
  id: 'out-of-domain-perplexity',
  summary: "Perplexity on other English prose, Moby Dick, in this corpus's vocabulary: exp of the mean of -ln p a word.",
  source: 'Melville 1851; the measure of Shumailov et al. 2305.17493, Section 5.2',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'a twentieth of a nat a word' },
  needs: ({ english }) => (english ? undefined : 'English words'),
  evaluate: async ({ params, truth }) => {
    const chapters = (await mobyDick()).map(tokenize);
    const mean = meanSurprise(params, cutIntoBlocks(encode(chapters, truth.vocabulary), truth.blockLength));
    return textMetricValue(mean === undefined ? undefined : exp(mean));
  },
};
