import type { DataType } from '@tensorflow/tfjs';
import { DATA_TYPE, type ElementType, int, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';

/** Floats are cut towards 0 on the way to integers; every number but 0 is true. */
export function cast(x: Value, type: ElementType, { emit }: Recorder): Value {
  return x.type === type ? x : emit('Cast', [x], { shape: x.shape, type }, { to: int(DATA_TYPE[type]) });
}

/** The element type of a TensorFlow.js dtype. Throws for complex64 and string. */
export function elementTypeOf(dtype: DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new RangeError(`expected float32, int32 or bool, found ${dtype}: recorded programs hold real numbers only`);
}

/** Computes with the element type that an operator has, and returns the type that went in. */
export function computedAs(type: ElementType, x: Value, recorder: Recorder, compute: (x: Value) => Value): Value {
  return cast(compute(cast(x, type, recorder)), x.type, recorder);
}

/** Arithmetic on booleans has no meaning that engines agree on. */
export function checkNumbers(kernel: string, ...values: readonly Value[]): void {
  if (values.some(({ type }) => type === 'bool'))
    throw new RangeError(`expected numbers in ${kernel}, found bool: cast it first`);
}

export function registerCast(): void {
  registerKernel('Cast', ({ x }, { dtype }, recorder) => cast(x, elementTypeOf(dtype), recorder));
}
