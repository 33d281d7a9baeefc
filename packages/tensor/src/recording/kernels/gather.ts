import { int } from '../../graph/graph.js';
import { registerKernel } from '../kernel.js';
import { cast } from './elementwise.js';

export function registerGather(): void {
  registerKernel('GatherV2', ({ x, indices }, { axis, batchDims }, { emit }) => {
    if (batchDims !== 0 && batchDims !== undefined) throw new RangeError(`expected gather without batchDims, found ${batchDims}`);
    const at = axis < 0 ? axis + x.shape.length : axis;
    const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
    return emit('Gather', [x, indices], { shape, type: x.type }, { axis: int(at) });
  });
  registerKernel('OneHot', ({ indices }, { depth, onValue, offValue, dtype }, recorder) => {
    const { builder, emit } = recorder;
    const values = dtype === 'int32' ? Int32Array.of(offValue, onValue) : Float32Array.of(offValue, onValue);
    const pair = builder.constant(values, [2], dtype === 'int32' ? 'int32' : 'float32');
    const many = builder.constant(BigInt64Array.of(BigInt(depth)), [], 'int64');
    return emit(
      'OneHot',
      [cast(indices, 'int64', recorder), many, pair],
      { shape: [...indices.shape, depth], type: pair.type },
      { axis: int(-1) },
    );
  });
  // Row sums by segment as one matrix product with the one-hot matrix of the ids: ScatterND with repeated indices adds wrongly
  // in ONNX Runtime with more than one thread.
  registerKernel('UnsortedSegmentSum', ({ x, segmentIds }, { numSegments }, recorder) => {
    const { builder, emit, integers } = recorder;
    const rows = segmentIds.shape[0];
    const width = x.shape.slice(1).reduce((product, side) => product * side, 1);
    const pair = builder.constant(Float32Array.of(0, 1), [2], 'float32');
    const many = builder.constant(BigInt64Array.of(BigInt(numSegments)), [], 'int64');
    const chosen = emit(
      'OneHot',
      [cast(segmentIds, 'int64', recorder), many, pair],
      { shape: [rows, numSegments], type: 'float32' },
      { axis: int(-1) },
    );
    const matrix = emit('Reshape', [x, integers([rows, width])], { shape: [rows, width], type: x.type });
    const sums = emit(
      'Gemm',
      [chosen, matrix],
      { shape: [numSegments, width], type: x.type },
      { transA: int(1), transB: int(0) },
    );
    return emit('Reshape', [sums, integers([numSegments, ...x.shape.slice(1)])], {
      shape: [numSegments, ...x.shape.slice(1)],
      type: x.type,
    });
  });
}
