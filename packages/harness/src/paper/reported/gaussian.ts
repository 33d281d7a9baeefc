import type { PaperReported } from '../report.js';

/** Section 4.2 and Fig. 4, 5, 6, 12. */
export const gaussianReported = {
  affected: {
    text: 'unless sampled a very large number of times, i.e. <100000, both standard deviation and mean get significantly affected',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 4',
  },
  unaffected: {
    text: 'not significantly affected when sampled a very large number of times',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 4',
  },
  varianceDiverges: {
    text: 'Var(X^n) = sigma^2 (1 + n/M), confirmed by the numerical experiments: 2 at n = M',
    value: 2,
    spread: null,
    source: 'text',
    where: 'Section 4.2',
  },
  jumps: {
    text: 'the uncertainty causes the distribution parameters to jump around quite significantly',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 5',
  },
  attenuated: {
    text: 'even in those cases the changes are inevitable, although attenuated',
    value: null,
    spread: null,
    source: 'text',
    where: 'Section 4.2',
  },
  settles: {
    text: 'over time the variance in estimates reduces due to linear growth of data',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 6',
  },
  meanError: {
    text: 'with 10^7 samples we estimate the mean to be 0.00024899 ± 1.89382984e-4',
    value: 0.00024899,
    spread: 1.89382984e-4,
    source: 'text',
    where: 'Section 3.1, Fig. 12',
  },
  meanErrorSpread: {
    text: '0.00024899 ± 1.89382984e-4',
    value: 1.89382984e-4,
    spread: null,
    source: 'text',
    where: 'Section 3.1, Fig. 12',
  },
  errorFalls: {
    text: 'approximation of N(0, 1) as a function of the number of points: the error falls, and remains',
    value: null,
    spread: null,
    source: 'plot',
    where: 'Fig. 12',
  },
} as const satisfies Record<string, PaperReported>;
