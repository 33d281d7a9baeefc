import { fillNormal, type Rng, streamAt, streamKey, uniform, uniformInteger } from '@collapse-bench/core';
import type * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../graph/graph.js';

/** How the numbers of an input are made; all but a list from a stream of the case's own. */
export type Draw =
  | 'normal'
  | { readonly between: readonly [number, number] }
  | { readonly integers: readonly [number, number] }
  /** Repeated until the tensor is full. */
  | { readonly values: readonly number[] };

export interface CaseInput {
  readonly shape: readonly number[];
  readonly type: 'float32' | 'int32' | 'bool';
  readonly draw: Draw;
}

/** One operation on seeded tensors, held to TensorFlow.js's `cpu` backend on every engine. */
export interface Case {
  /** Unique in the suite. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, CaseInput>>;
  // Operations want tensors of their own rank and type; a case knows which.
  compute(tensors: Record<string, any>): tf.Tensor | readonly tf.Tensor[];
  /** Largest distance to the reference allowed, as a part of 1 + |reference|. Default 2e-6; integers and booleans are exact. */
  readonly tolerance?: number;
  /** Inputs whose gradients are held to finite differences of the recorded forward pass. */
  readonly differentiable?: readonly string[];
}

/** A tensor of the case: normal floats, integers from -9 to 9 or booleans, unless drawn otherwise. */
export function input(shape: readonly number[], type: CaseInput['type'] = 'float32', draw: Draw = usual[type]): CaseInput {
  return { shape, type, draw };
}

const usual: Readonly<Record<CaseInput['type'], Draw>> = {
  float32: 'normal',
  int32: { integers: [-9, 9] },
  bool: { integers: [0, 1] },
};

/** The numbers of a case's inputs; booleans as 0 and 1. The same on every call. */
export function numbersOf({ name, inputs }: Case): Record<string, Float32Array | Int32Array> {
  const key = streamKey(1, `conformance/${name}`);
  return Object.fromEntries(
    Object.entries(inputs).map(([input, spec], i) => {
      const size = sizeOf(spec.shape);
      const numbers = drawn(spec.draw, size, streamAt(key, i));
      return [input, spec.type === 'float32' ? Float32Array.from(numbers) : Int32Array.from(numbers)];
    }),
  );
}

function drawn(draw: Draw, size: number, rng: Rng): Float64Array {
  if (draw !== 'normal') return Float64Array.from({ length: size }, (_, i) => numberAt(draw, i, rng));
  const numbers = new Float64Array(size);
  fillNormal(rng, numbers);
  return numbers;
}

function numberAt(draw: Exclude<Draw, 'normal'>, place: number, rng: Rng): number {
  if ('values' in draw) return draw.values[place % draw.values.length];
  const [low, high] = 'between' in draw ? draw.between : draw.integers;
  return 'between' in draw ? low + (high - low) * uniform(rng) : low + uniformInteger(rng, high - low + 1);
}
