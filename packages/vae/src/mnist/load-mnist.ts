import type { Host } from '@collapse-bench/core';
import { type Mnist, readMnist } from './read-mnist.js';

/** What this process has read, or is reading. */
let reading: Promise<Mnist> | undefined;
let loaded: Mnist | undefined;

/**
 * MNIST, read once a process; a failed reading is forgotten, so that the next call tries again.
 * @throws RangeError as `readMnist`
 */
export function loadMnist(host: Pick<Host, 'read'>): Promise<Mnist> {
  reading ??= readMnist(host).then(
    (mnist) => {
      loaded = mnist;
      return mnist;
    },
    (error) => {
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

/** What `loadMnist` has read. @throws Error before that */
export function loadedMnist(): Mnist {
  if (loaded === undefined) throw new Error('vae: MNIST is read asynchronously; await vae.load(options, host) first');
  return loaded;
}
