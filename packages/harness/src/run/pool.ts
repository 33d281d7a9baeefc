import { fileURLToPath } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { CellResult } from './cell.js';
import { STOP_CHANNEL } from './stop-channel.js';
import type { Heard, Task } from './worker.js';

/** Worker threads that run cells. */
export interface Pool {
  /** Rejects when a cell throws, and soon after the signal was raised. */
  run(task: Task): Promise<CellResult[]>;
  close(): Promise<void>;
}

/** For workers to end themselves when a run is interrupted: a call of native code takes less. */
const GRACE_MS = 10_000;

/**
 * @param heard called on this thread with what workers say while they run
 * @param signal ends what is running when it is raised
 */
export function openPool(threads: number, heard: (heard: Heard) => void, signal: AbortSignal): Pool {
  const pool = new Piscina<Task, CellResult[]>({
    filename: fileURLToPath(new URL('./worker.js', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
  });
  pool.on('message', heard);
  // Training is in native code most of the time, and a thread that is ended inside of it takes the whole process along. Its
  // workers are asked to end themselves between two calls, and ended by force only where they do not.
  const stopping = new BroadcastChannel(STOP_CHANNEL);
  const force = new AbortController();
  const stop = () => {
    stopping.postMessage('stop');
    setTimeout(() => force.abort(), GRACE_MS).unref();
  };
  signal.addEventListener('abort', stop);
  return {
    run: (task) => pool.run(task, { signal: task.checkpoints === undefined ? signal : force.signal }),
    close: async () => {
      signal.removeEventListener('abort', stop);
      await pool.destroy();
      stopping.close();
    },
  };
}
