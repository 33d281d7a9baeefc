import * as tf from '@tensorflow/tfjs';
import { eagerEngine } from './eager.js';
import type { Engine } from './engine.js';
import { onBackend } from './tf-backend.js';
import { EngineUnavailable } from './unavailable.js';

const BACKEND = 'tensorflow';
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** The part of Node that the binding and its threads depend on; there is no import of it below the harness. */
interface NodeProcess {
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: 'node:util'): { isNullOrUndefined?: (value: unknown) => boolean };
  getBuiltinModule(name: 'node:worker_threads'): { readonly isMainThread: boolean };
}
declare const process: NodeProcess;

/**
 * TensorFlow itself, by whichever of the packages tfjs-node-gpu and tfjs-node is installed, the first before the second.
 * Neither is a dependency: they download TensorFlow when installed.
 */
export const tensorflow: Engine = eagerEngine(BACKEND, async ({ threads }) => {
  setThreads(threads);
  loaded ??= load();
  await loaded;
  return BACKEND;
});

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  restoreIsNullOrUndefined();
  const failures: string[] = [];
  for (const name of PACKAGES) {
    try {
      // The package makes its backend the one in use when it is loaded.
      await putBack(() => import(name));
      onBackend(BACKEND, () => tf.scalar(0).dispose());
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  loaded = undefined;
  throw unavailable(failures);
}

function unavailable(failures: readonly string[]): EngineUnavailable {
  const install = 'npx -y pnpm@10 add -w --allow-build=@tensorflow/tfjs-node @tensorflow/tfjs-node@4.22.0';
  return failures.length === 0
    ? new EngineUnavailable(BACKEND, 'neither tfjs-node-gpu nor tfjs-node is installed', `${install} (or tfjs-node-gpu)`)
    : new EngineUnavailable(BACKEND, firstLine(failures[0]), `remove the package, then ${install}`);
}

const firstLine = (text: string): string => text.split('\n', 1)[0];

/** The binding calls a function that Node 23 took away. */
function restoreIsNullOrUndefined(): void {
  const util = process.getBuiltinModule('node:util');
  util.isNullOrUndefined ??= (value) => value === undefined || value === null;
}

/** TensorFlow reads its number of threads from the environment, once, when it is loaded. */
function setThreads(threads: number): void {
  const { env } = process;
  env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  if (env.TF_NUM_INTRAOP_THREADS === `${threads}`) return;
  if (loaded !== undefined) {
    throw new RangeError(
      `expected ${env.TF_NUM_INTRAOP_THREADS} threads, with which TensorFlow was loaded in this process, found ${threads}`,
    );
  }
  // The environment of a worker thread is a copy that native code does not see.
  if (!process.getBuiltinModule('node:worker_threads').isMainThread) {
    throw new EngineUnavailable(
      BACKEND,
      `a worker thread cannot set TensorFlow's number of threads`,
      `start the process with TF_NUM_INTRAOP_THREADS=${threads}`,
    );
  }
  env.TF_NUM_INTRAOP_THREADS = `${threads}`;
}

/**
 * Loads a package and puts back the backend in use. Where the package brings a copy of TensorFlow.js of its own, the copy warns
 * of every kernel that is known already, unless it takes itself to be in production.
 */
async function putBack(loading: () => Promise<unknown>): Promise<void> {
  const selected = tf.engine() as unknown as Record<string, unknown>;
  const { backendName, backendInstance, profiler } = selected;
  const production = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  try {
    await loading();
  } finally {
    tf.env().set('PROD', production);
    Object.assign(selected, { backendName, backendInstance, profiler });
  }
}
