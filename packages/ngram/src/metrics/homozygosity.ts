import { ok } from '@collapse-bench/core';
import type { NgramMetric } from './generated-text-metric.js';

export const homozygosity: NgramMetric = {
  id: 'homozygosity',
  summary: 'Chance that two words of the model are the same: sum_w p(w)^2. For models of order 1, whose words are independent.',
  source: 'Wright 1931; Seddik et al. 2404.05090',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.002, reason: 'a tenth of what English prose has' },
  needs: ({ order }) => (order === 1 ? undefined : 'a model of order 1'),
  evaluate: ({ params: { levels, outcomes } }) => {
    const [{ probabilities, backoffs }] = levels;
    let sum = 0;
    for (let e = 0; e < probabilities.length; e++) sum += probabilities[e] * probabilities[e];
    // Words that never occurred share the uniform rest.
    const rest = backoffs[0] / outcomes;
    return ok(sum + (outcomes - probabilities.length) * rest * rest);
  },
};
