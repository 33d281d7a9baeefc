import { type Rng, streamAt, streamKey } from '@collapse-bench/core';
import type { Side } from '../comparison.js';

/** A sampler that gives one number a call, filling a new array as NumPy does; `agree` is the mean. */
export function scalarDraws(count: number, draw: (rng: Rng) => number): Side {
  const rng = streamAt(streamKey(1, 'peers/scalar'), 0);
  let out = new Float64Array(0);
  return {
    run: () => {
      out = new Float64Array(count);
      for (let i = 0; i < count; i++) out[i] = draw(rng);
    },
    agree: () => out.reduce((sum, value) => sum + value, 0) / count,
  };
}
