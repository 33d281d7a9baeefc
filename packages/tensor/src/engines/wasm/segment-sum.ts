import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { sizeOf } from '../../graph/graph.js';

/**
 * Rows of x added up by segment, which the backend lacks: the gradient of a gather. Worked out on the backend's memory, row
 * by row in order. Rows of an id outside 0..numSegments-1 are left out, as TensorFlow.js does; sums of
 * integers are floats there too.
 */
export function registerSegmentSum(): void {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
      const { numSegments } = attrs as unknown as { numSegments: number };
      const memory = backend as BackendWasm;
      const rowShape = x.shape.slice(segmentIds.shape.length);
      const sums = memory.makeOutput([numSegments, ...rowShape], 'float32');
      // Views are taken after the memory was given out: it may have moved to grow.
      addRows(
        memory.typedArrayFromHeap(x) as Float32Array | Int32Array,
        memory.typedArrayFromHeap(segmentIds) as Int32Array,
        sizeOf(rowShape),
        (memory.typedArrayFromHeap(sums) as Float32Array).fill(0),
      );
      return sums;
    },
  });
}

function addRows(x: Float32Array | Int32Array, ids: Int32Array, width: number, out: Float32Array): void {
  const segments = out.length / width;
  for (let row = 0; row < ids.length; row++) {
    if (ids[row] < 0 || ids[row] >= segments) continue;
    const from = row * width;
    const to = ids[row] * width;
    for (let i = 0; i < width; i++) out[to + i] += x[from + i];
  }
}
