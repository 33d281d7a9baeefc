import type { ElementType, TensorData, Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { elementTypeOf } from './cast.js';

/** Numbers as the data of an element type. */
export function dataOf(values: ArrayLike<number>, type: ElementType): TensorData {
  if (type === 'int64') return BigInt64Array.from(Array.from(values), BigInt);
  const array = type === 'float32' ? Float32Array : type === 'bool' ? Uint8Array : Int32Array;
  return array.from(values);
}

export function scalarOf(value: number, type: ElementType, { builder }: Recorder): Value {
  return builder.constant(dataOf([value], type), [], type);
}

/** A tensor of one value, kept as that value. */
export function filled(shape: readonly number[], value: number, { type }: Pick<Value, 'type'>, recorder: Recorder): Value {
  const scalar = scalarOf(value, type, recorder);
  return shape.length === 0 ? scalar : recorder.emit('Expand', [scalar, recorder.integers(shape)], { shape, type });
}

/** 0, 1, ..., count - 1 (or from another first number) in the shape given. */
export function counting(shape: readonly number[], type: 'int32' | 'int64', { builder }: Recorder, first = 0): Value {
  const count = shape.reduce((product, side) => product * side, 1);
  return builder.constant(
    dataOf(
      Array.from({ length: count }, (_, i) => first + i),
      type,
    ),
    shape,
    type,
  );
}

/** Each number is the one before plus the step, rounded to the element type, as in TensorFlow.js. */
function progression(start: number, step: number, count: number, type: ElementType): TensorData {
  const values = dataOf(new Float64Array(count), type) as Float32Array | Int32Array;
  if (count > 0) values[0] = start;
  for (let i = 1; i < count; i++) values[i] = values[i - 1] + step;
  return values;
}

export function registerConstants(): void {
  registerKernel('ZerosLike', ({ x }, _, recorder) => filled(x.shape, 0, x, recorder));
  registerKernel('OnesLike', ({ x }, _, recorder) => filled(x.shape, 1, x, recorder));
  registerKernel('Fill', (_, { shape, value, dtype }, recorder) =>
    filled(shape, value, { type: elementTypeOf(dtype ?? 'float32') }, recorder),
  );
  registerKernel('Range', (_, { start, stop, step, dtype }, { builder }) => {
    const type = elementTypeOf(dtype);
    // An increment of 1 towards a smaller number goes down.
    const by = step === 1 && stop < start ? -1 : step;
    const count = start === stop || stop > start !== by > 0 ? 0 : Math.abs(Math.ceil((stop - start) / by));
    return builder.constant(progression(start, by, count, type), [count], type);
  });
  registerKernel('LinSpace', (_, { start, stop, num }, { builder }) =>
    builder.constant(progression(start, (stop - start) / (num - 1), num, 'float32'), [num], 'float32'),
  );
}
