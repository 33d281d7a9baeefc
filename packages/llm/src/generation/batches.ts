import type { TokenBlocks } from '@collapse-bench/text';
import type { TransformerConfig } from '../architecture/config.js';

/** Rows of a batch, prompts times beams, from which on matrix products are no faster. */
const ROWS = 320;
/** What the keys and values of a batch may take. */
const CACHE_BYTES = 5e8;

/** Prompts of a batch. */
export function mostPrompts({ layers, width }: TransformerConfig, slots: number, beams: number): number {
  const bytes = 4 * 2 * layers * width * slots;
  return Math.max(1, Math.floor(Math.min(ROWS / beams, CACHE_BYTES / bytes)));
}

interface Places {
  readonly length: number;
  /** The prompts' numbers; the last repeated where the batch would not be full. */
  readonly places: readonly number[];
}

/** Prompts of one length go together, in batches of one size, so that the same programs take them all. */
export function batches({ offsets }: TokenBlocks, most: (length: number) => number): Places[] {
  const byLength = new Map<number, number[]>();
  for (let place = 0; place + 1 < offsets.length; place++) {
    const length = offsets[place + 1] - offsets[place];
    const alike = byLength.get(length);
    if (alike === undefined) byLength.set(length, [place]);
    else alike.push(place);
  }
  return [...byLength].flatMap(([length, places]) => {
    const count = Math.ceil(places.length / most(length));
    const size = Math.ceil(places.length / count);
    return Array.from({ length: Math.ceil(places.length / size) }, (_, batch) => ({
      length,
      places: Array.from({ length: size }, (_, row) => places[Math.min(batch * size + row, places.length - 1)]),
    }));
  });
}
