import type { Rng } from '@collapse-bench/core';
import { sizeOf } from '../graph/graph.js';
import type { Initialiser } from './initialisers.js';

/** A float32 tensor to be learnt. */
export interface Parameter {
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
}

export type Parameters = Readonly<Record<string, Parameter>>;

export function parameter(shape: readonly number[], initialiser: Initialiser): Parameter {
  return { shape, initialiser };
}

/** Elements of all parameters together. */
export function numberOfParameters(parameters: Readonly<Record<string, Pick<Parameter, 'shape'>>>): number {
  return Object.values(parameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** First values of every parameter, drawn in the order of the names. */
export function initialParameters(parameters: Parameters, rng: Rng): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, initialiser }]) => [name, initialiser(sizeOf(shape), rng)]),
  );
}
