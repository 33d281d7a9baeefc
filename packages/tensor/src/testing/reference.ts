import * as tf from '@tensorflow/tfjs';
import { type Case, numbersOf } from './case.js';

export interface Outcome {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Booleans as 0 and 1. */
  readonly numbers: Float32Array | Int32Array;
}

/** What TensorFlow.js's `cpu` backend makes of a case. */
export function reference(testCase: Case): Outcome[] {
  const before: string | undefined = tf.getBackend();
  // At its first tensor the backend advertises tfjs-node on the console.
  (tf.findBackend('cpu') as tf.KernelBackend & { firstUse: boolean }).firstUse = false;
  tf.setBackend('cpu');
  try {
    const outcomes: Outcome[] = [];
    tf.tidy(() => {
      const numbers = numbersOf(testCase);
      const tensors = Object.fromEntries(
        Object.entries(testCase.inputs).map(([name, { shape, type }]) => [name, tf.tensor(numbers[name], [...shape], type)]),
      );
      for (const tensor of listed(testCase.compute(tensors))) {
        const data = tensor.dataSync();
        const array = tensor.dtype === 'float32' ? Float32Array : Int32Array;
        outcomes.push({ shape: tensor.shape, dtype: tensor.dtype, numbers: array.from(data) });
      }
    });
    return outcomes;
  } finally {
    if (before !== undefined) tf.setBackend(before);
  }
}

export const listed = (made: tf.Tensor | readonly tf.Tensor[]): readonly tf.Tensor[] =>
  Array.isArray(made) ? made : [made as tf.Tensor];

/** The first difference beyond the tolerance, in words; none when the outcomes agree. */
export function difference(found: Outcome, expected: Outcome, tolerance: number): string | undefined {
  const described = ({ shape, dtype }: Outcome) => `${dtype}[${shape}]`;
  if (described(found) !== described(expected)) return `expected ${described(expected)}, found ${described(found)}`;
  for (let i = 0; i < expected.numbers.length; i++) {
    const [a, b] = [found.numbers[i], expected.numbers[i]];
    if (Object.is(a, b) || a === b) continue;
    const exact = expected.dtype !== 'float32';
    if (exact || !(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)))) return `expected ${b} at ${i}, found ${a}`;
  }
  if (found.numbers.length !== expected.numbers.length)
    return `expected ${expected.numbers.length} numbers, found ${found.numbers.length}`;
  return undefined;
}
