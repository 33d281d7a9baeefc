import { exp, log1p, oncePerSetting } from '@collapse-bench/core';
import { type DiscreteOracle, type DiscreteSetting, exact, exactChance, realProbabilities } from './setting.js';
import { absorptionTime, fixation, survival } from './wright-fisher-absorption.js';

/** Largest M whose chain is solved; the cost is M^3 once or M^2 a generation. */
const CHAIN_LIMIT = 200;
/** Largest number of multiplications spent on stepping the chain for one prediction. */
const STEP_LIMIT = 4e8;

function steppable({ samples, mitigation }: DiscreteSetting, generation: number): boolean {
  return mitigation.id === 'replace' && samples <= CHAIN_LIMIT && generation * samples * samples <= STEP_LIMIT;
}

/**
 * Whether practically every replicate (all but 1 in 10^9) is absorbed by now, so that the absorbed ones are not a
 * selection: while unabsorbed 1 - sum p^2 >= 2 (M - 1) / M^2, so P(T > k) <= (1 - 1/M)^k M^2 / (2 (M - 1)).
 */
function surelyAbsorbed(samples: number, generation: number): boolean {
  return (exp(generation * log1p(-1 / samples)) * samples * samples) / (2 * (samples - 1)) < 1e-9;
}

/**
 * Diffusion approximation of E T for any number of states: -2M sum_i (1 - p_i) ln(1 - p_i), which is
 * -2M [p ln p + (1 - p) ln(1 - p)] for two states and about 2M (1 - 1/M) for M equal ones.
 */
export function asymptoticAbsorptionTime(probabilities: Float64Array, samples: number): number {
  let sum = 0;
  for (const p of probabilities) if (p < 1) sum -= (1 - p) * log1p(-p);
  return 2 * samples * sum;
}

const survivalOf = oncePerSetting((setting: DiscreteSetting) => survival(realProbabilities(setting), setting.samples));
const fixationOf = oncePerSetting((setting: DiscreteSetting) => fixation(setting.samples));
const timeOf = oncePerSetting((setting: DiscreteSetting) => {
  const { mean, variance } = absorptionTime(realProbabilities(setting), setting.samples);
  return exact(mean, variance);
});

export const absorptionOracles: readonly DiscreteOracle[] = [
  {
    id: 'D4-time',
    summary: 'Time to absorption by the fundamental matrix (A.1): t = (I - Q)^-1 1, variance (2N - I) t - t^2.',
    metric: 'absorption-time',
    statistic: { kind: 'mean' },
    predict: (setting, generation) => {
      const { samples, mitigation } = setting;
      if (mitigation.id !== 'replace' || samples > CHAIN_LIMIT || !surelyAbsorbed(samples, generation)) return undefined;
      return timeOf(setting);
    },
  },
  {
    id: 'D4-restricted-time',
    summary: 'E min(T, n) = sum of P(T > j) over j < n, by powers of Q (A.1).',
    metric: 'restricted-absorption-time',
    statistic: { kind: 'mean' },
    predict: (setting, generation) => {
      if (!steppable(setting, generation)) return undefined;
      const { restricted, restrictedSquared } = survivalOf(setting)(generation);
      return exact(restricted, restrictedSquared - restricted * restricted);
    },
  },
  {
    id: 'D4-survival',
    summary: 'P(T > n): the chance that more than one state is left, by powers of Q (A.1).',
    metric: 'support',
    statistic: { kind: 'exceedance', threshold: 1 },
    predict: (setting, generation) => {
      if (!steppable(setting, generation)) return undefined;
      return exactChance(survivalOf(setting)(generation).alive);
    },
  },
  {
    id: 'D4-fixation',
    summary: 'P(state 0 has all mass after n fits), by powers of Q; tends to p0(0) (Section 4.1, A.1).',
    metric: 'first-state-mass',
    // Between (M - 1) / M and 1 for every M that is solved.
    statistic: { kind: 'exceedance', threshold: 1 - 2 ** -30 },
    predict: (setting, generation) => {
      if (!steppable(setting, generation)) return undefined;
      return exactChance(fixationOf(setting)(realProbabilities(setting)[0], generation));
    },
  },
  {
    id: 'D4-alive',
    summary: 'P(state 0 is still alive after n fits) = 1 - P(the others have all mass), by powers of Q (A.1).',
    metric: 'first-state-mass',
    statistic: { kind: 'exceedance', threshold: 0 },
    predict: (setting, generation) => {
      if (!steppable(setting, generation)) return undefined;
      return exactChance(1 - fixationOf(setting)(1 - realProbabilities(setting)[0], generation));
    },
  },
  {
    id: 'D5',
    summary:
      'A state expected lambda = M p0(0) times survives n fits with probability >= 1 - exp(-lambda / n) (Suresh et al. 2412.17646). ' +
      'E exp(-s X) over one resampling is (1 - p (1 - exp(-s)))^M <= exp(-M p (1 - exp(-s))), and 1 - exp(-s) >= s / (1 + s).',
    metric: 'first-state-mass',
    statistic: { kind: 'exceedance', threshold: 0 },
    predict: (setting, generation) => {
      if (setting.mitigation.id !== 'replace' || !Number.isFinite(setting.samples)) return undefined;
      const lambda = setting.samples * realProbabilities(setting)[0];
      return { kind: 'lower-bound', value: 1 - exp(-lambda / generation) };
    },
  },
  {
    id: 'D1-time',
    summary: 'Time to absorption in the diffusion limit: -2M sum_i (1 - p_i) ln(1 - p_i).',
    metric: 'absorption-time',
    statistic: { kind: 'mean' },
    predict: (setting, generation) => {
      const { samples, mitigation } = setting;
      if (mitigation.id !== 'replace' || !Number.isFinite(samples) || !surelyAbsorbed(samples, generation)) return undefined;
      return { kind: 'asymptotic', value: asymptoticAbsorptionTime(realProbabilities(setting), samples) };
    },
  },
];
