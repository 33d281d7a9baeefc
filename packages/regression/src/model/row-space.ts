import { type DataSpace, drawFromParts } from '@collapse-bench/core';
import type { LabelledRows } from '../data.js';

export function rowSpace(dimension: number): DataSpace<LabelledRows> {
  return {
    size: ({ count }) => count,
    concat: (parts) => (parts.length === 1 ? parts[0] : concat(parts, dimension)),
    subset: (parts, count, replacement, rng) => {
      const out = emptyRows(count, dimension, parts);
      const sizes = parts.map((part) => part.count);
      drawFromParts(rng, sizes, count, replacement, (i, part, index) => copyRow(parts[part], index, out, i, dimension));
      return out;
    },
    pick: (data, places) => {
      const out = emptyRows(places.length, dimension, [data]);
      for (let i = 0; i < places.length; i++) copyRow(data, places[i], out, i, dimension);
      return out;
    },
    weighted: (data, weight) => {
      const { weights } = data;
      const scaled = weights === undefined ? new Float64Array(data.count).fill(weight) : weights.map((old) => weight * old);
      return { ...data, weights: scaled };
    },
  };
}

/** Room for `count` rows, with weights (of 1) if any of the parts that they come from has weights. */
function emptyRows(count: number, dimension: number, parts: readonly LabelledRows[]): LabelledRows {
  const out = { count, x: new Float64Array(count * dimension), y: new Float64Array(count) };
  const weighted = parts.some(({ weights }) => weights !== undefined);
  return weighted ? { ...out, weights: new Float64Array(count).fill(1) } : out;
}

function copyRow(from: LabelledRows, index: number, out: LabelledRows, to: number, dimension: number): void {
  for (let j = 0; j < dimension; j++) out.x[to * dimension + j] = from.x[index * dimension + j];
  out.y[to] = from.y[index];
  if (out.weights !== undefined) out.weights[to] = from.weights?.[index] ?? 1;
}

function concat(parts: readonly LabelledRows[], dimension: number): LabelledRows {
  const out = emptyRows(
    parts.reduce((sum, part) => sum + part.count, 0),
    dimension,
    parts,
  );
  let end = 0;
  for (const { count, x, y, weights } of parts) {
    out.x.set(x, end * dimension);
    out.y.set(y, end);
    if (weights !== undefined) out.weights!.set(weights, end);
    end += count;
  }
  return out;
}
