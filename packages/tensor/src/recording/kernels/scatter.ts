import { util } from '@tensorflow/tfjs';
import { int, sizeOf, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { cast } from './cast.js';
import { counting, filled } from './constants.js';
import { surelyDistinct } from './distinct-rows.js';
import { lastRows, segmentSums } from './segment-sums.js';
import { concat, reshape } from './shapes.js';

interface Rows {
  /** The row of the flattened tensor that each update goes to, int32 [count]. */
  readonly ids: Value;
  /** [count, width]. */
  readonly updates: Value;
  /** Rows of the flattened tensor. */
  readonly count: number;
}

/** Indices of several axes as numbers of rows. */
function flattened(indices: Value, updates: Value, shape: readonly number[], recorder: Recorder): Rows {
  const depth = indices.shape[indices.shape.length - 1] ?? 1;
  const places = sizeOf(indices.shape) / depth;
  const outer = shape.slice(0, depth);
  const width = sizeOf(shape.slice(depth));
  const strides = [...util.computeStrides([...outer]), 1];
  const matrix = reshape(indices, [places, depth], recorder);
  const factors = recorder.builder.constant(Int32Array.from(strides), [depth], 'int32');
  const terms = recorder.emit('Mul', [matrix, factors], matrix);
  const ids = recorder.emit(
    'ReduceSum',
    [terms, recorder.integers([1])],
    { shape: [places], type: 'int32' },
    { keepdims: int(0) },
  );
  return { ids, updates: reshape(updates, [places, width], recorder), count: sizeOf(outer) };
}

export function registerScatter(): void {
  /** Updates that meet in one place are added. */
  registerKernel('ScatterNd', ({ indices, updates }, { shape }, recorder) => {
    const { ids, updates: rows, count } = flattened(indices, updates, shape, recorder);
    return reshape(segmentSums(rows, ids, count, recorder), shape, recorder);
  });
  /** Of updates that meet in one place the last one stays. */
  registerKernel('TensorScatterUpdate', ({ tensor, indices, updates }, _, recorder) => {
    if (surelyDistinct(indices, recorder.builder)) {
      return recorder.emit('ScatterND', [tensor, cast(indices, 'int64', recorder), updates], tensor);
    }
    const { ids, updates: rows, count } = flattened(indices, updates, tensor.shape, recorder);
    const width = rows.shape[1];
    const old = reshape(tensor, [count, width], recorder);
    // Rows of the old tensor, then the updates: each place takes its last update, or itself.
    const all = concat([old, rows], 0, recorder);
    const last = lastRows(ids, count, recorder);
    const isNew = recorder.emit('Greater', [last, filled([], 0, last, recorder)], { shape: [count], type: 'bool' });
    const ofUpdates = recorder.emit('Add', [last, filled([], count - 1, last, recorder)], last);
    const places = recorder.emit('Where', [isNew, ofUpdates, counting([count], 'int32', recorder)], last);
    const picked = recorder.emit('Gather', [all, places], { shape: [count, width], type: tensor.type }, { axis: int(0) });
    return reshape(picked, tensor.shape, recorder);
  });
}
