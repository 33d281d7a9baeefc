import { backend_util, util } from '@tensorflow/tfjs';
import { int, ints, sizeOf, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';

export function reshape(x: Value, shape: readonly number[], { emit, integers }: Recorder): Value {
  if (shape.length === x.shape.length && shape.every((side, i) => side === x.shape[i])) return x;
  // A side of 0 means a side of 0, not the side that stood there.
  return emit('Reshape', [x, integers(shape)], { shape, type: x.type }, shape.includes(0) ? { allowzero: int(1) } : {});
}

/** Joins along an axis; tensors without elements are left out. */
export function concat(values: readonly Value[], axis: number, { emit }: Recorder): Value {
  const shape = backend_util.computeOutShape(
    values.map((value) => [...value.shape]),
    axis,
  );
  const full = values.filter((value) => sizeOf(value.shape) > 0);
  if (full.length === 1) return full[0];
  return emit('Concat', full.length > 0 ? full : values, { shape, type: values[0].type }, { axis: int(axis) });
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
  registerKernel('Concat', (inputs, { axis }, recorder) => {
    const values = Object.values(inputs);
    const [at] = util.parseAxisParam(axis, [...values[0].shape]);
    backend_util.assertParamsConsistent(
      values.map(({ shape }) => [...shape]),
      at,
    );
    return concat(values, at, recorder);
  });
  registerKernel('Pack', (inputs, { axis }, recorder) => {
    const values = Object.values(inputs);
    const at = axis < 0 ? axis + values[0].shape.length + 1 : axis;
    const single = values[0].shape.toSpliced(at, 0, 1);
    return concat(
      values.map((value) => reshape(value, single, recorder)),
      at,
      recorder,
    );
  });
  registerKernel('Tile', ({ x }, { reps }, { emit, integers }) => {
    if ((reps as number[]).every((times) => times === 1)) return x;
    return emit('Tile', [x, integers(reps)], { shape: x.shape.map((side, i) => side * reps[i]), type: x.type });
  });
}
