import { compile } from '../../compile.js';
import type { NamedNumbers } from '../../engines/engine.js';
import type { EngineName } from '../../engines/names.js';
import type { Program, TensorSpec, Tensors } from '../../program/program.js';

/** Engines that need nothing but this package. */
export const everywhere: readonly EngineName[] = ['onnx', 'wasm', 'cpu'];

export interface Given extends TensorSpec {
  readonly values: readonly number[];
}

export function floats(shape: readonly number[], values: readonly number[]): Given {
  return { shape, type: 'float32', values };
}

export function integers(shape: readonly number[], values: readonly number[]): Given {
  return { shape, type: 'int32', values };
}

/** Runs a function of tensors once. */
export async function evaluate(
  engine: EngineName,
  inputs: Readonly<Record<string, Given>>,
  outputs: (inputs: Tensors) => Tensors,
): Promise<NamedNumbers> {
  const program: Program = { state: {}, inputs, step: (state, given) => ({ state, outputs: outputs(given) }) };
  const compiled = await compile(program, {}, { engine });
  try {
    return await compiled.run(
      Object.fromEntries(
        Object.entries(inputs).map(([name, { type, values }]) => [
          name,
          type === 'float32' ? Float32Array.from(values) : Int32Array.from(values),
        ]),
      ),
    );
  } finally {
    await compiled.dispose();
  }
}

/** The largest difference of two lists, each in units of 1 + |expected|. */
export function largestError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(found[i] - expected[i]) / (1 + Math.abs(expected[i]));
    // NaN is larger than everything.
    if (!(error <= largest)) largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
  }
  return largest;
}
