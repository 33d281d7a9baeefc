import * as tf from '@tensorflow/tfjs';
import type { Shaped } from '../graph/builder.js';
import type { Attribute, ElementType, Value } from '../graph/graph.js';
import { RECORDING, type Recording, recordingBackend } from './backend.js';

export type Inputs = Readonly<Record<string, tf.TensorInfo>>;
// Attributes of TensorFlow.js kernels have no common type; each kernel knows its own.
export type Attributes = Readonly<Record<string, any>>;

/** What a kernel works with: values in, values out. */
export interface Recorder {
  readonly builder: Recording['builder'];
  emit(
    op: string,
    inputs: readonly (Value | undefined)[],
    output: Shaped,
    attributes?: Readonly<Record<string, Attribute>>,
  ): Value;
  /** Integers that an operator wants as a tensor: a shape, axes, bounds. */
  integers(values: readonly number[]): Value;
  /** A scalar constant. */
  scalar(value: number, type?: ElementType): Value;
}

export type Kernel = (inputs: Readonly<Record<string, Value>>, attributes: Attributes, recorder: Recorder) => Value | Value[];

/** Registers what a TensorFlow.js kernel appends to the graph. A kernel over a list of tensors finds them under 0, 1, ... */
export function registerKernel(kernelName: string, kernel: Kernel): void {
  const recording = recordingBackend();
  tf.registerKernel({
    kernelName,
    backendName: RECORDING,
    kernelFunc: ({ inputs, attrs }) => {
      const values = Object.fromEntries(
        Object.entries(inputs as Inputs)
          .filter(([, tensor]) => tensor !== undefined && tensor !== null)
          .map(([name, tensor]) => [name, recording.valueBehind(tensor)]),
      );
      const made = kernel(values, (attrs ?? {}) as Attributes, recorderOf(recording));
      return Array.isArray(made) ? made.map((value) => recording.tensorFor(value)) : recording.tensorFor(made);
    },
  });
}

function recorderOf({ builder }: Recording): Recorder {
  return {
    builder,
    emit: builder.emit,
    integers: (values) => builder.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64'),
    scalar: (value, type = 'float32') =>
      builder.constant(type === 'float32' ? Float32Array.of(value) : Int32Array.of(value), [], type),
  };
}
