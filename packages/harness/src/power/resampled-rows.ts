import { type Rng, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import type { Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { verdictsOf } from '../verdict/compare.js';
import { comparisonsOf, flagsShift, type Pair, placesOf } from './planted-shift.js';

/** A scenario with its accepted result. */
export interface Recorded {
  readonly loaded: LoadedScenario;
  readonly baseline: Result;
}

/** How often a shift in one metric was flagged. */
export interface ResampledRow {
  readonly metric: string;
  /** Resamples in which it was planted, of all scenarios that have it. */
  readonly trials: number;
  /** `flagged[e]`: of these, at `effects[e]` margins. */
  readonly flagged: readonly number[];
}

export interface Resampled {
  readonly system: string;
  readonly scenarios: number;
  /** Resamples without a shift, and how many were called different. */
  readonly trials: number;
  readonly different: number;
  readonly rows: readonly ResampledRow[];
}

/**
 * Power where nothing but recorded replicates is known: both the run and what it is held against are drawn from the baseline's
 * replicates, with replacement and whole (all metrics and generations of one together), and a shift is planted in the run at the last
 * generation. Seeds are not paired, so the noise is all that there is between seeds: an upper bound. Each scenario is looked at
 * alone, as when it is verified alone.
 *
 * @param system of all the scenarios
 */
export function resampledRows(
  system: string,
  recorded: readonly Recorded[],
  effects: readonly number[],
  resamples: number,
): Resampled {
  const found = new Map<string, { trials: number; flagged: number[] }>();
  let different = 0;
  for (const { loaded, baseline } of recorded) {
    const key = streamKey(1, `power/${loaded.id}`);
    const last = loaded.observed[loaded.observed.length - 1];
    const places = placesOf([loaded]).filter(({ generation }) => generation === last);
    for (let i = 0; i < resamples; i++) {
      const rng = streamAt(key, i);
      const pairs: Pair[] = [{ loaded, result: drawn(baseline, rng), baseline: drawn(baseline, rng) }];
      const comparisons = comparisonsOf(pairs);
      if (verdictsOf(comparisons)[0].kind === 'different') different++;
      for (const place of places) {
        if (![...rowAt(pairs[0].result, place.metric), ...rowAt(pairs[0].baseline, place.metric)].every(isNumber)) continue;
        const entry = found.get(place.metric) ?? { trials: 0, flagged: effects.map(() => 0) };
        found.set(place.metric, entry);
        entry.trials++;
        effects.forEach((effect, e) => {
          if (flagsShift(pairs, comparisons, 0, place, i % 2 === 0 ? effect : -effect)) entry.flagged[e]++;
        });
      }
    }
  }
  const rows = [...found].map(([metric, counts]) => ({ metric, ...counts }));
  return { system, scenarios: recorded.length, trials: recorded.length * resamples, different, rows };
}

const rowAt = (result: Result, metric: string) => result.values[metric][result.generations.length - 1];
const isNumber = (value: unknown) => typeof value === 'number';

/** As many replicates as there are, drawn with replacement, under the numbers of the recorded ones. */
function drawn(result: Result, rng: Rng): Result {
  const at = result.replicates.map(() => uniformInteger(rng, result.replicates.length));
  return {
    ...result,
    values: Object.fromEntries(Object.entries(result.values).map(([id, rows]) => [id, rows.map((row) => at.map((r) => row[r]))])),
    absorbedAt: at.map((r) => result.absorbedAt[r]),
  };
}
