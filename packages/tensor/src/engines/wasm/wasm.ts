import * as tf from '@tensorflow/tfjs';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { quietCpuBackend } from '../cpu.js';
import { eagerEngine } from '../eager.js';
import type { Engine } from '../engine.js';
import { registerEinsum } from './einsum.js';
import { registerFilterGradient } from './filter-gradient.js';
import { registerMatMul } from './mat-mul.js';
import { registerRepairs } from './repairs.js';
import { registerSegmentSum } from './segment-sum.js';

export const WASM = 'wasm';

/**
 * TensorFlow.js's backend in WebAssembly, its build with SIMD, one thread whatever was asked for, with the kernels that it
 * lacks. The binary lies in the backend's package, from where the backend loads it itself.
 */
export const wasm: Engine = eagerEngine(WASM, async () => {
  ready ??= prepare();
  await ready;
  return WASM;
});

let ready: Promise<void> | undefined;

async function prepare(): Promise<void> {
  if ((await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) !== true) {
    throw new RangeError('expected a JavaScript engine whose WebAssembly has SIMD, found none; take a newer Node, or engine cpu');
  }
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(1);
  // Made here and registered anew, so that choosing the backend needs no waiting: between the choice and the end of the
  // waiting, steps of another engine would fall on this backend.
  const backend = await (tf.findBackendFactory(WASM) as () => Promise<tf.KernelBackend>)();
  tf.removeBackend(WASM);
  tf.registerBackend(WASM, () => backend, 2);
  registerMatMul();
  registerSegmentSum();
  registerFilterGradient();
  registerEinsum();
  quietCpuBackend();
  registerRepairs();
}
