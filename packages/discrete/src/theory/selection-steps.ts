import { nucleus, tempered } from '../sampled-law.js';
import { logProbabilities, rightStates } from '../scorer.js';
import { argmaxLaw, detectedLaw, softmaxLaw, softmaxLimit, surprisingLaw, verifiedLaw } from './selection-laws.js';
import { type DiscreteSetting, realProbabilities } from './setting.js';

/** The law of one training sample of the next generation, given the model. */
export type SelectionStep = (probabilities: Float64Array) => Float64Array;

/** Most compositions of K that `softmaxLaw` is asked to sum over. */
const SOFTMAX_LIMIT = 2000;

/**
 * For mitigations whose training sets are M independent draws given the model, at any M: their law. A soft choice among K
 * is summed exactly for few states and small K.
 */
export function independentStep(setting: DiscreteSetting): SelectionStep | undefined {
  const { mitigation } = setting;
  switch (mitigation.id) {
    case 'temperature':
      return (p) => tempered(p, mitigation.temperature as number);
    case 'top-p':
      return (p) => nucleus(p, mitigation.p as number);
    case 'select-argmax': {
      const rewards = logProbabilities(realProbabilities(setting));
      return (p) => argmaxLaw(p, rewards, mitigation.candidates as number);
    }
    case 'select-softmax': {
      const real = realProbabilities(setting);
      const candidates = mitigation.candidates as number;
      if (compositionCount(candidates, real.length, SOFTMAX_LIMIT) > SOFTMAX_LIMIT) return undefined;
      const rewards = logProbabilities(real);
      return (p) => softmaxLaw(p, rewards, candidates, mitigation.temperature as number);
    }
    default:
      return undefined;
  }
}

/** The step as M grows, and with it K where a soft choice is not summed exactly; the cap of a detector not binding. */
export function limitStep(setting: DiscreteSetting): SelectionStep | undefined {
  const exact = independentStep(setting);
  if (exact !== undefined) return exact;
  const { mitigation } = setting;
  const real = () => realProbabilities(setting);
  switch (mitigation.id) {
    case 'select-softmax': {
      const rewards = logProbabilities(real());
      return (p) => softmaxLimit(p, rewards, mitigation.temperature as number);
    }
    case 'verify': {
      const right = rightStates(real());
      return (p) => verifiedLaw(p, right, mitigation.keepRight as number, mitigation.keepWrong as number) ?? p;
    }
    case 'high-surprise':
      return (p) => surprisingLaw(p, mitigation.keep as number);
    case 'detect-resample': {
      const truth = real();
      return (p) => detectedLaw(p, truth, mitigation.power as number);
    }
    default:
      return undefined;
  }
}

/** binomial(total + parts - 1, parts - 1), or something above `most`. */
export function compositionCount(total: number, parts: number, most: number): number {
  let count = 1;
  for (let i = 1; i < parts && count <= most; i++) count = (count * (total + i)) / i;
  return count;
}
