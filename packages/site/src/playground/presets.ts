import type { SharedState } from './url-state.js';

/** A setting worth beginning with. */
export interface Preset {
  readonly label: string;
  readonly state: SharedState;
}

/** What differs from the form's beginning. */
const preset = (label: string, state: SharedState): Preset => ({ label, state });

export const presets: readonly Preset[] = [
  preset('The paper: risk grows, spread dies', { metric: 'w2-squared' }),
  preset("The released code's estimator", { 'gaussian.ddof': '0', metric: 'w2-squared' }),
  preset('A tenth of fresh data', { mitigation: 'fresh-real', 'gaussian.ddof': '0', metric: 'variance-ratio' }),
  preset('Accumulate everything', { mitigation: 'accumulate', generations: '100', replicates: '100', metric: 'w2-squared' }),
  preset('Sampled a little too sharply', { mitigation: 'temperature', generations: '100', metric: 'variance-ratio' }),
  preset('A vocabulary loses its rare words', {
    system: 'discrete',
    samples: '1000',
    'discrete.states': '1000',
    metric: 'support',
  }),
  preset('Figure 3: two modes become one', {
    ...{ system: 'discrete', 'discrete.real': 'histogram', samples: '1000', generations: '1000', replicates: '20' },
    metric: 'tail-mass',
  }),
  preset('A mixture by EM', { system: 'gmm', generations: '100', replicates: '20', metric: 'l2-squared' }),
  preset('Two moons, eight components', {
    ...{ system: 'gmm', 'gmm.real': 'moons', 'gmm.components': '8', samples: '300', generations: '60', replicates: '5' },
    metric: 'variance-ratio',
  }),
];
