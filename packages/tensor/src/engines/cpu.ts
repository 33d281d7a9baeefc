import * as tf from '@tensorflow/tfjs';
import { eagerEngine } from './eager.js';
import type { Engine } from './engine.js';

const BACKEND = 'cpu';

/** TensorFlow.js's own backend in plain JavaScript: slow, one thread, and the reference for all other engines. */
export const cpu: Engine = eagerEngine(BACKEND, async () => {
  quietCpuBackend();
  return BACKEND;
});

/** At its first tensor the backend would advertise tfjs-node on the console. */
export function quietCpuBackend(): void {
  (tf.findBackend(BACKEND) as tf.KernelBackend & { firstUse: boolean }).firstUse = false;
}
