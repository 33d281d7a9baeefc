import type { PaperReported } from '../report.js';

/** Section 4.1 and Fig. 3. */
export const discreteReported = {
  cut: {
    text: 'all states with probability less than 1/M are cut off by one resampling ("only assuming the expected behaviour")',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 3',
  },
  tails: {
    text: 'at first, the tails (low probability events) begin to disappear',
    value: null,
    spread: null,
    source: 'text',
    where: 'Section 4.1',
  },
  delta: {
    text: 'over time the distribution becomes a delta function',
    value: null,
    spread: null,
    source: 'text',
    where: 'Section 4.1',
  },
  fixation: {
    text: 'the probability of ending up at a certain state is equal to the probability of sampling it from the original distribution',
    value: 0.5,
    spread: null,
    source: 'text',
    where: 'Section 4.1, for a state of probability 0.5',
  },
} as const satisfies Record<string, PaperReported>;
