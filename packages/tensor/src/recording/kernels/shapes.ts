import { backend_util, slice_util, util } from '@tensorflow/tfjs';
import { int, ints, sizeOf, type TensorData, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';

export function reshape(x: Value, shape: readonly number[], { emit, integers }: Recorder): Value {
  if (shape.length === x.shape.length && shape.every((side, i) => side === x.shape[i])) return x;
  return emit('Reshape', [x, integers(shape)], { shape, type: x.type });
}

/** `axes` bounds of a cut of `size` from `begin`. */
function slice(x: Value, begin: readonly number[], size: readonly number[], { emit, integers }: Recorder): Value {
  const end = begin.map((first, i) => first + size[i]);
  return emit('Slice', [x, integers(begin), integers(end)], { shape: size, type: x.type });
}

export function filled(
  shape: readonly number[],
  value: number,
  x: Pick<Value, 'type'>,
  { builder, emit, integers }: Recorder,
): Value {
  const array = x.type === 'float32' ? Float32Array : x.type === 'bool' ? Uint8Array : Int32Array;
  const one: TensorData = array.of(value);
  const scalar = builder.constant(one, [], x.type);
  return shape.length === 0 ? scalar : emit('Expand', [scalar, integers(shape)], { shape, type: x.type });
}

export function registerShapes(): void {
  registerKernel('Reshape', ({ x }, { shape }, recorder) =>
    reshape(x, util.inferFromImplicitShape(shape, sizeOf(x.shape)), recorder),
  );
  registerKernel('ExpandDims', ({ input }, { dim }, recorder) => {
    const shape = [...input.shape];
    shape.splice(dim < 0 ? dim + shape.length + 1 : dim, 0, 1);
    return reshape(input, shape, recorder);
  });
  registerKernel('Transpose', ({ x }, { perm }, { emit }) => {
    const order: number[] = perm ?? x.shape.map((_, i) => x.shape.length - 1 - i);
    if (order.every((axis, i) => axis === i)) return x;
    return emit('Transpose', [x], { shape: order.map((axis) => x.shape[axis]), type: x.type }, { perm: ints(order) });
  });
  registerKernel('Slice', ({ x }, { begin, size }, recorder) => {
    const [from, count] = slice_util.parseSliceParams({ shape: [...x.shape] } as never, begin, size);
    return slice(x, from, count, recorder);
  });
  registerKernel('SplitV', ({ x }, { numOrSizeSplits, axis }, { builder, integers }) => {
    const [at] = util.parseAxisParam(axis, [...x.shape]);
    const sizes = backend_util.prepareSplitSize({ shape: [...x.shape] } as never, numOrSizeSplits, at);
    const outputs = sizes.map((size) => ({ shape: x.shape.with(at, size), type: x.type }));
    return builder.emitMany('Split', [x, integers(sizes)], outputs, { axis: int(at) });
  });
  registerKernel('Concat', (inputs, { axis }, { emit }) => {
    const values = Object.values(inputs);
    const [at] = util.parseAxisParam(axis, [...values[0].shape]);
    const shape = backend_util.computeOutShape(
      values.map((value) => [...value.shape]),
      at,
    );
    const filledOnes = values.filter((value) => sizeOf(value.shape) > 0);
    return emit('Concat', filledOnes.length > 0 ? filledOnes : [values[0]], { shape, type: values[0].type }, { axis: int(at) });
  });
  registerKernel('Pack', (inputs, { axis }, recorder) => {
    const values = Object.values(inputs);
    const at = axis < 0 ? axis + values[0].shape.length + 1 : axis;
    const single = values[0].shape.toSpliced(at, 0, 1);
    const parts = values.map((value) => reshape(value, single, recorder));
    return recorder.emit('Concat', parts, { shape: single.with(at, values.length), type: values[0].type }, { axis: int(at) });
  });
  registerKernel('Unpack', ({ value }, { axis }, recorder) => {
    const at = axis < 0 ? axis + value.shape.length : axis;
    const count = value.shape[at];
    const outputs = Array.from({ length: count }, () => ({ shape: value.shape.with(at, 1), type: value.type }));
    const parts = recorder.builder.emitMany('Split', [value, recorder.integers(Array<number>(count).fill(1))], outputs, {
      axis: int(at),
    });
    return parts.map((part) => reshape(part, value.shape.toSpliced(at, 1), recorder));
  });
  registerKernel('PadV2', ({ x }, { paddings, constantValue }, { emit, integers, scalar }) => {
    const pairs = paddings as [number, number][];
    const shape = x.shape.map((side, i) => side + pairs[i][0] + pairs[i][1]);
    const pads = [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
    return emit('Pad', [x, integers(pads), scalar(constantValue, x.type)], { shape, type: x.type });
  });
  registerKernel('Tile', ({ x }, { reps }, { emit, integers }) =>
    emit('Tile', [x, integers(reps)], { shape: x.shape.map((side, i) => side * reps[i]), type: x.type }),
  );
  registerKernel('BroadcastTo', ({ x }, { shape }, { emit, integers }) =>
    emit('Expand', [x, integers(shape)], { shape, type: x.type }),
  );
  registerKernel('ZerosLike', ({ x }, _, recorder) => filled(x.shape, 0, x, recorder));
  registerKernel('OnesLike', ({ x }, _, recorder) => filled(x.shape, 1, x, recorder));
  registerKernel('Fill', (_, { shape, value, dtype }, recorder) => filled(shape, value, { type: dtype ?? 'float32' }, recorder));
}
