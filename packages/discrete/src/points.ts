import { createAliasTable, type DataSpace, drawFromParts, type Model, type Rng, weightedChoice } from '@collapse-bench/core';
import { type DiscreteParams, exactFit, isPointMass } from './exact-fit.js';

/** Data as points: one state index a sample, Uint32Array[M]. */
export const pointsSpace: DataSpace<Uint32Array> = {
  size: (data) => data.length,
  concat: (parts) => {
    const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let offset = 0;
    for (const part of parts) {
      all.set(part, offset);
      offset += part.length;
    }
    return all;
  },
  subset: (parts, count, replacement, rng) => {
    const sizes = parts.map(({ length }) => length);
    const chosen = new Uint32Array(count);
    drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
      chosen[i] = parts[part][index];
    });
    return chosen;
  },
};

/** `count` independent draws, each by Walker's alias method. */
export function samplePoints(probabilities: Float64Array, count: number, rng: Rng): Uint32Array {
  const table = createAliasTable(probabilities);
  const points = new Uint32Array(count);
  for (let i = 0; i < count; i++) points[i] = weightedChoice(rng, table);
  return points;
}

/** The exact-fit model over points. */
export function pointsModel(states: number): Model<Uint32Array, DiscreteParams> {
  return {
    fit: ({ data }) => {
      const counts = new Float64Array(states);
      for (let i = 0; i < data.length; i++) counts[data[i]]++;
      return { params: exactFit(counts) };
    },
    sample: ({ probabilities }, { count }, rng) => samplePoints(probabilities, count, rng),
    absorbed: isPointMass,
  };
}
