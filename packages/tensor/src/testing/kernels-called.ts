import * as tf from '@tensorflow/tfjs';
import { RECORDING } from '../recording/backend.js';
import { registerKernels } from '../recording/kernels/index.js';

/** Names of the recording kernels that the work calls. */
export function kernelsCalled(work: () => void): Set<string> {
  registerKernels();
  const called = new Set<string>();
  const configs = tf.getKernelsForBackend(RECORDING);
  const originals = configs.map(({ kernelFunc }) => kernelFunc);
  configs.forEach((config, i) => {
    config.kernelFunc = (given) => {
      called.add(config.kernelName);
      return originals[i](given);
    };
  });
  try {
    work();
  } finally {
    configs.forEach((config, i) => {
      config.kernelFunc = originals[i];
    });
  }
  return called;
}
