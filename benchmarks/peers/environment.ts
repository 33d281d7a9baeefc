import { availableParallelism, cpus, loadavg } from 'node:os';
import { ONE_THREAD, type PythonVersions } from './python.js';

/** Where the figures come from; printed with them. */
export interface PeerEnvironment {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly v8: string;
  readonly python: PythonVersions | null;
  readonly threads: typeof ONE_THREAD;
  /** Processes that wanted to run over the last minute, before we began. 0 on Windows, which does not count them. */
  readonly load: number;
}

export function peerEnvironment(python: PythonVersions | null): PeerEnvironment {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    v8: process.versions.v8,
    python,
    threads: ONE_THREAD,
    load: loadavg()[0],
  };
}
