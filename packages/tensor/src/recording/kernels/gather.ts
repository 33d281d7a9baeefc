import { backend_util, util } from '@tensorflow/tfjs';
import { int, sizeOf, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { cast, elementTypeOf } from './cast.js';
import { counting, scalarOf } from './constants.js';
import { reshape } from './shapes.js';

/** Rows picked within each batch: the batches are laid end to end, and the indices moved to the start of their own. */
function batchedGather(x: Value, indices: Value, axis: number, batchDims: number, recorder: Recorder): Value {
  const { emit } = recorder;
  const batch = sizeOf(x.shape.slice(0, batchDims));
  const outer = sizeOf(x.shape.slice(batchDims, axis));
  const side = x.shape[axis];
  const row = x.shape.slice(axis + 1);
  const picks = sizeOf(indices.shape.slice(batchDims));
  const rows = reshape(x, [batch * outer * side, sizeOf(row)], recorder);
  const starts = recorder.builder.constant(
    Int32Array.from({ length: batch * outer }, (_, i) => i * side),
    [batch, outer, 1],
    'int32',
  );
  const moved = emit('Add', [reshape(indices, [batch, 1, picks], recorder), starts], {
    shape: [batch, outer, picks],
    type: 'int32',
  });
  const picked = emit('Gather', [rows, moved], { shape: [batch, outer, picks, sizeOf(row)], type: x.type }, { axis: int(0) });
  return reshape(picked, [...x.shape.slice(0, axis), ...indices.shape.slice(batchDims), ...row], recorder);
}

/** 1 (or `onValue`) at the index, elsewhere and for an index outside of the depth 0 (or `offValue`). */
function oneHot(
  indices: Value,
  attributes: { depth: number; onValue: number; offValue: number },
  type: Value['type'],
  recorder: Recorder,
): Value {
  const { depth, onValue, offValue } = attributes;
  // ONNX's OneHot counts negative indices from the end, and TensorFlow.js leaves their rows empty.
  const column = reshape(indices, [...indices.shape, 1], recorder);
  const hit = recorder.emit('Equal', [column, counting([depth], 'int32', recorder)], {
    shape: [...indices.shape, depth],
    type: 'bool',
  });
  if (onValue === 1 && offValue === 0) return cast(hit, type, recorder);
  const on = scalarOf(onValue, type, recorder);
  return recorder.emit('Where', [hit, on, scalarOf(offValue, type, recorder)], { shape: hit.shape, type });
}

export function registerGather(): void {
  registerKernel('GatherV2', ({ x, indices }, { axis, batchDims }, recorder) => {
    const [at] = util.parseAxisParam(axis, [...x.shape]);
    const batches = batchDims < 0 ? batchDims + indices.shape.length : (batchDims ?? 0);
    if (batches > 0) return batchedGather(x, indices, at, batches, recorder);
    const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
    return recorder.emit('Gather', [x, indices], { shape, type: x.type }, { axis: int(at) });
  });
  registerKernel('GatherNd', ({ params, indices }, _, recorder) => {
    const tensor = ({ shape, type }: Value) =>
      ({ shape: [...shape], rank: shape.length, size: sizeOf(shape), dtype: type }) as never;
    const [shape] = backend_util.prepareAndValidate(tensor(params), tensor(indices));
    return recorder.emit('GatherND', [params, cast(indices, 'int64', recorder)], { shape, type: params.type });
  });
  registerKernel('OneHot', ({ indices }, { depth, onValue, offValue, dtype }, recorder) =>
    oneHot(indices, { depth, onValue, offValue }, elementTypeOf(dtype), recorder),
  );
}
