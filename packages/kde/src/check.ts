import { checkReal, checkTemperedMixture, checkTopP, type Problem, type Setting } from '@collapse-bench/core';
import type { KdeOptions } from './options.js';

/** Coordinates of one generation: 8 bytes each, several generations at a time. */
const MOST_COORDINATES = 1e8;

/** What the schema cannot say about a scenario of this system; empty when all is well. */
export function checkKde(setting: Setting<KdeOptions>): readonly Problem[] {
  const { mitigation, samples } = setting;
  const { real, dimension, bandwidth } = setting.system;
  const problems: Problem[] = [];
  if (bandwidth.kind === 'fixed' && !(bandwidth.value > 0 && bandwidth.value < Number.POSITIVE_INFINITY)) {
    problems.push({
      pointer: '/system/bandwidth/value',
      expected: 'a finite number above 0',
      found: `${bandwidth.value}`,
      remedy: 'take a positive h: without kernel noise the estimate is no density',
    });
  }
  return [
    ...problems,
    ...checkReal(real, dimension),
    ...checkSamples(setting),
    ...checkTopP(mitigation),
    ...checkTemperedMixture(mitigation, samples),
  ];
}

/** Largest number of samples that memory holds. */
export function mostKdeSamples({ dimension }: KdeOptions): number {
  return Math.floor(MOST_COORDINATES / dimension);
}

function checkSamples({ samples, system }: Setting<KdeOptions>): readonly Problem[] {
  const { dimension, bandwidth } = system;
  const pointer = '/samples';
  // A rule of thumb needs a covariance of full rank, or its kernels have no density.
  const least = bandwidth.kind === 'fixed' ? 2 : dimension + 1;
  const most = mostKdeSamples(system);
  if (Number.isInteger(samples) && samples >= least && samples <= most) return [];
  const expected = `an integer from ${least} to ${most}`;
  const remedy =
    samples === Number.POSITIVE_INFINITY
      ? 'take a finite number: a kernel density estimate keeps its points'
      : samples < least && bandwidth.kind !== 'fixed'
        ? 'take more points than dimensions, or a fixed bandwidth'
        : 'take a whole number in this range';
  return [{ pointer, expected, found: `${samples}`, remedy }];
}
