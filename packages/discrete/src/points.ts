import { createAliasTable, type DataSpace, drawFromParts, type Model, type Rng, weightedChoice } from '@collapse-bench/core';
import { type DiscreteParams, exactFit, isPointMass } from './exact-fit.js';
import { sampledLaw } from './sampled-law.js';

/** Points that count unequally in a fit. */
export interface WeightedPoints {
  /** One state index a sample, Uint32Array[M]. */
  readonly points: Uint32Array;
  /** What each sample counts, Float64Array[M], >= 0. */
  readonly weights: Float64Array;
}

/** One state index a sample, Uint32Array[M]; with weights once a mitigation has weighted them. */
export type DiscretePoints = Uint32Array | WeightedPoints;

/** The state of each sample. */
export function statesOf(data: DiscretePoints): Uint32Array {
  return data instanceof Uint32Array ? data : data.points;
}

function weightsOf(data: DiscretePoints): Float64Array | undefined {
  return data instanceof Uint32Array ? undefined : data.weights;
}

/** Data as points. */
export const pointsSpace: DataSpace<DiscretePoints> = {
  size: (data) => statesOf(data).length,
  concat: (parts) => {
    const total = parts.reduce((sum, part) => sum + statesOf(part).length, 0);
    const all = new Uint32Array(total);
    const weights = parts.some(weightsOf) ? new Float64Array(total).fill(1) : undefined;
    let offset = 0;
    for (const part of parts) {
      all.set(statesOf(part), offset);
      const own = weightsOf(part);
      if (own !== undefined) weights?.set(own, offset);
      offset += statesOf(part).length;
    }
    return weights === undefined ? all : { points: all, weights };
  },
  subset: (parts, count, replacement, rng) => {
    const sizes = parts.map((part) => statesOf(part).length);
    const states = parts.map(statesOf);
    const chosen = new Uint32Array(count);
    if (!parts.some(weightsOf)) {
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
        chosen[i] = states[part][index];
      });
      return chosen;
    }
    const weights = new Float64Array(count);
    drawFromParts(rng, sizes, count, replacement, (i, part, index) => {
      chosen[i] = states[part][index];
      weights[i] = weightsOf(parts[part])?.[index] ?? 1;
    });
    return { points: chosen, weights };
  },
  pick: (data, places) => {
    const states = statesOf(data);
    const weights = weightsOf(data);
    const points = new Uint32Array(places.length);
    for (let i = 0; i < places.length; i++) points[i] = states[places[i]];
    return weights === undefined ? points : { points, weights: Float64Array.from(places, (place) => weights[place]) };
  },
  weighted: (data, weight) => {
    const points = statesOf(data);
    const weights = weightsOf(data)?.map((own) => own * weight) ?? new Float64Array(points.length).fill(weight);
    return { points, weights };
  },
};

/** `count` independent draws, each by Walker's alias method. */
export function samplePoints(probabilities: Float64Array, count: number, rng: Rng): Uint32Array {
  const table = createAliasTable(probabilities);
  const points = new Uint32Array(count);
  for (let i = 0; i < count; i++) points[i] = weightedChoice(rng, table);
  return points;
}

/** How much each state counts, Float64Array[states]. */
export function tally(data: DiscretePoints, states: number): Float64Array {
  const points = statesOf(data);
  const weights = weightsOf(data);
  const counts = new Float64Array(states);
  if (weights === undefined) for (let i = 0; i < points.length; i++) counts[points[i]]++;
  else for (let i = 0; i < points.length; i++) counts[points[i]] += weights[i];
  return counts;
}

/** The exact-fit model over points. */
export function pointsModel(states: number): Model<DiscretePoints, DiscreteParams> {
  return {
    fit: ({ data }) => ({ params: exactFit(tally(data, states)) }),
    sample: ({ probabilities }, request, rng) => samplePoints(sampledLaw(probabilities, request), request.count, rng),
    sampling: ['temperature', 'top-p'],
    absorbed: isPointMass,
  };
}
