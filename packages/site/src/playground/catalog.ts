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

/** What runs in a browser. The harness's own catalog brings systems that train networks and read files. */
export const playgroundSystems: readonly AnySystem[] = [gaussian, discrete, gmm];

export const playgroundMitigations: readonly MitigationDefinition[] = [
  replace,
  accumulate,
  accumulateSubsample,
  preserveReal,
  freshReal,
  fixedReal,
  mixture,
  growSamples,
  weightedReal,
  temperature,
  topP,
  verify,
  selectSoftmax,
  selectArgmax,
  detectResample,
  highSurprise,
];
