import type { Host } from '@collapse-bench/core';
import { onceLoaded } from '../once-loaded.js';
import { type Mnist, readMnist } from './read-mnist.js';

const shared = onceLoaded<Mnist, Pick<Host, 'read'>>('MNIST', readMnist);

/**
 * MNIST, read once a process.
 * @throws RangeError as `readMnist`; the next call then reads anew
 */
export const loadMnist = shared.load;

/** What `loadMnist` has read. @throws Error before that */
export const loadedMnist = shared.loaded;
