import { oncePerSetting, type Prediction } from '@collapse-bench/core';
import { supportSize } from '../metrics/support.js';
import { type DiscreteOracle, type DiscreteSetting, exact, realProbabilities } from './setting.js';
import { unseenStates } from './unseen-states.js';

/** Whether every training set holds the whole first real sample, so that no state is lost after generation 1. */
function keepsRealSample({ id, keepReal, real }: DiscreteSetting['mitigation']): boolean {
  return id === 'fixed-real' || (id === 'accumulate' && keepReal === true) || (id === 'weighted-real' && real === 'original');
}

function covers({ samples, mitigation }: DiscreteSetting, generation: number): boolean {
  return Number.isFinite(samples) && (generation === 1 || keepsRealSample(mitigation));
}

function oracle(
  id: string,
  summary: string,
  metric: string,
  predict: (probabilities: Float64Array, samples: number) => Prediction,
): DiscreteOracle {
  // Where it covers a later generation, that is as the first.
  const first = oncePerSetting((setting: DiscreteSetting) => predict(realProbabilities(setting), setting.samples));
  return {
    id,
    summary,
    metric,
    statistic: { kind: 'mean' },
    predict: (setting, generation) => (covers(setting, generation) ? first(setting) : undefined),
  };
}

export const supportOracles: readonly DiscreteOracle[] = [
  oracle(
    'D1-support',
    'States seen in M draws: E #{p > 0} = sum_i [1 - (1 - p_i)^M] at generation 1, and for ever where the real sample is kept.',
    'support',
    (probabilities, samples) => {
      const { mean, variance } = unseenStates(probabilities, samples, () => 1);
      return exact(supportSize(probabilities) - mean, variance);
    },
  ),
  oracle(
    'D1-support-ratio',
    'Fraction of states seen in M draws: sum_i [1 - (1 - p_i)^M] / S, where D1-support holds.',
    'support-ratio',
    (probabilities, samples) => {
      const size = supportSize(probabilities);
      const { mean, variance } = unseenStates(probabilities, samples, () => 1 / size);
      return exact(1 - mean, variance);
    },
  ),
  oracle(
    'D1-lost-mass',
    'Mass of the states unseen in M draws: E = sum_i p_i (1 - p_i)^M, where D1-support holds (Good 1953).',
    'lost-mass',
    (probabilities, samples) => {
      const { mean, variance } = unseenStates(probabilities, samples, (p) => p);
      return exact(mean, variance);
    },
  ),
];
