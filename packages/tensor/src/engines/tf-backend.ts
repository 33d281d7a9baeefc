import * as tf from '@tensorflow/tfjs';

/** What TensorFlow.js keeps of the backend in use; there is one for the whole process. */
interface Selected {
  backendName: string | undefined;
  backendInstance: tf.KernelBackend | null;
  profiler: unknown;
}

/**
 * Runs `work`, which must be synchronous, on a registered backend and puts back the one that was in use, or none. The
 * fields are restored as they were: choosing a backend anew would set up all its kernels again, and cannot choose none.
 */
export function onBackend<Result>(name: string, work: () => Result): Result {
  const selected = tf.engine() as unknown as Selected;
  const { backendName, backendInstance, profiler } = selected;
  // Synchronous for a backend that needs no waiting, which all backends of the engines are once made ready.
  if (backendName !== name || backendInstance === null) void tf.setBackend(name);
  try {
    return work();
  } finally {
    Object.assign(selected, { backendName, backendInstance, profiler });
  }
}
