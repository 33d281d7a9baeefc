import {
  type AnySystem,
  accumulate,
  accumulateSubsample,
  detectResample,
  fixedReal,
  freshReal,
  growSamples,
  highSurprise,
  type MitigationDefinition,
  mixture,
  preserveReal,
  replace,
  selectArgmax,
  selectSoftmax,
  temperature,
  topP,
  verify,
  weightedReal,
} from '@collapse-bench/core';
import { discrete } from '@collapse-bench/discrete';
import { gaussian } from '@collapse-bench/gaussian';
import { gmm } from '@collapse-bench/gmm';
import { kde } from '@collapse-bench/kde';
import { llm } from '@collapse-bench/llm';
import { ngram } from '@collapse-bench/ngram';
import { regression } from '@collapse-bench/regression';
import { vae } from '@collapse-bench/vae';
import { nearNames } from './near-names.js';

/** Everything a scenario can name. A new system or mitigation is one file and one line here. */
export const systems: readonly AnySystem[] = [discrete, gaussian, gmm, kde, regression, ngram, vae, llm];

export const mitigations: readonly MitigationDefinition[] = [
  replace,
  accumulate,
  accumulateSubsample,
  preserveReal,
  freshReal,
  fixedReal,
  mixture,
  growSamples,
  weightedReal,
  verify,
  selectSoftmax,
  selectArgmax,
  detectResample,
  highSurprise,
  temperature,
  topP,
];

export function systemOf(id: string): AnySystem {
  const found = systems.find((system) => system.id === id);
  if (found === undefined)
    throw new RangeError(
      `no system ${id}${nearNames(
        id,
        systems.map((system) => system.id),
      )}`,
    );
  return found;
}

export function mitigationOf(id: string): MitigationDefinition {
  const found = mitigations.find((mitigation) => mitigation.id === id);
  if (found === undefined) throw new RangeError(`no mitigation ${id}`);
  return found;
}
