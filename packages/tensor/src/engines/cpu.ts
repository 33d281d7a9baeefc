import * as tf from '@tensorflow/tfjs';
import { eagerEngine } from './eager.js';
import type { Engine } from './engine.js';

const BACKEND = 'cpu';

/** TensorFlow.js's own backend in plain JavaScript: slow, one thread, and the reference for all other engines. */
export const cpu: Engine = eagerEngine(BACKEND, async () => {
  // At its first tensor the backend advertises tfjs-node on the console.
  (tf.findBackend(BACKEND) as tf.KernelBackend & { firstUse: boolean }).firstUse = false;
  return BACKEND;
});
