import type { CountLevel, NgramCounts } from './count-ngrams.js';
import type { NgramLevel, NgramParams } from './ngram-model.js';

/** What a smoothing says of one level: Float64Array[entries] of masses and Float64Array[contexts] of backoff weights. */
export interface LevelMasses {
  readonly masses: Float64Array;
  readonly backoffs: Float64Array;
}

/** Builds the model from each level's own masses, lowest level first. */
export function interpolate({ outcomes, levels }: NgramCounts, massesOf: (n: number) => LevelMasses): NgramParams {
  const built: NgramLevel[] = [];
  levels.forEach((level, i) => {
    built.push(interpolatedLevel(level, massesOf(i + 1), outcomes, built[i - 1]));
  });
  return { outcomes, levels: built };
}

function interpolatedLevel(
  { starts, words, suffixes }: CountLevel,
  { masses, backoffs }: LevelMasses,
  outcomes: number,
  shorter: NgramLevel | undefined,
): NgramLevel {
  const probabilities = new Float64Array(words.length);
  const cumulative = new Float64Array(words.length);
  for (let c = 0; c + 1 < starts.length; c++) {
    let sum = 0;
    for (let e = starts[c]; e < starts[c + 1]; e++) {
      sum += masses[e];
      cumulative[e] = sum;
      const lower = shorter === undefined ? 1 / outcomes : shorter.probabilities[suffixes[e]];
      // The beginning of a block is never said.
      probabilities[e] = words[e] === outcomes ? 0 : masses[e] + backoffs[c] * lower;
    }
  }
  return { starts, words, suffixes, probabilities, cumulative, backoffs };
}
