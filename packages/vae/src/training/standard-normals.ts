import { fillNormal, type Rng } from '@collapse-bench/core';

/** Fills float32 arrays with normal deviates through one reused array of doubles: no allocation but the first. */
export function normalFiller(mostNumbers: number): (rng: Rng, out: Float32Array, standardDeviation?: number) => void {
  const doubles = new Float64Array(mostNumbers);
  return (rng, out, standardDeviation = 1) => {
    const drawn = out.length === mostNumbers ? doubles : doubles.subarray(0, out.length);
    fillNormal(rng, drawn, 0, standardDeviation);
    out.set(drawn);
  };
}
