import type { Problem } from '../contracts/problem.js';
import type { Setting } from '../contracts/system.js';
import { exp, ln } from '../special.js';

/** Largest expected number of draws for one that stays, at worst (parts that overlap as badly as they can). */
const MOST_DRAWS = 1000;

/**
 * What a system whose model is a mixture, tempered by rejection, has to say about the temperature T: of k parts, one draw in
 * k^|1/T - 1| stands at worst. Empty under other mitigations.
 */
export function checkTemperedMixture({ id, temperature }: Setting['mitigation'], parts: number): readonly Problem[] {
  if (id !== 'temperature') return [];
  const draws = exp(Math.abs(1 / (temperature as number) - 1) * ln(parts));
  if (draws <= MOST_DRAWS) return [];
  const lowest = 1 / (1 + ln(MOST_DRAWS) / ln(parts));
  return [
    {
      pointer: '/mitigation/temperature',
      expected: `k^|1/T - 1| <= ${MOST_DRAWS} for a mixture of k = ${parts} parts, which is tempered by rejection`,
      found: `${temperature}`,
      remedy: `take a temperature closer to 1${(temperature as number) < 1 ? ` (${Math.ceil(1000 * lowest) / 1000} or more)` : ''}`,
    },
  ];
}
