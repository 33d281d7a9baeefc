import type { SpawnOptions } from './collapse.js';
import type { TemporaryWorkspace } from './workspace.js';

/** A place among the calls by which one kind of thread changes files of a folder. */
export interface WriteMoment {
  readonly thread: 'main' | 'worker';
  /** From 1. */
  readonly call: number;
  /** How much of what was to be written reaches the file: 0 to 1. */
  readonly part: number;
}

/**
 * Makes a command kill itself, as SIGKILL does, in the middle of a call that changes files below a folder. Signals from outside
 * hardly ever come just then.
 */
export function crashAtWrite(workspace: TemporaryWorkspace, folder: string, moment: WriteMoment): SpawnOptions {
  const file = workspace.write('crash-at-write.cjs', MODULE);
  return { env: { NODE_OPTIONS: `--require ${file}`, CRASH_AT_WRITE: JSON.stringify({ folder, ...moment }) } };
}

const MODULE = `
const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');
const { folder, thread, call, part } = JSON.parse(process.env.CRASH_AT_WRITE);
let calls = 0;
const cut = (data) => data.slice(0, Math.floor(part * data.length));
const partly = {
  writeFileSync: (write, file, data) => write(file, cut(data)),
  appendFileSync: (write, file, data) => write(file, cut(data)),
  writeSync: (write, handle, data) => write(handle, cut(typeof data === 'string' ? Buffer.from(data) : data)),
};
for (const name of ['writeFileSync', 'appendFileSync', 'writeSync', 'renameSync', 'linkSync', 'rmSync', 'mkdirSync']) {
  const whole = fs[name];
  fs[name] = (...args) => {
    const ours = typeof args[0] === 'number' ? args[0] > 2 : String(args[0]).startsWith(folder);
    if (ours && isMainThread === (thread === 'main') && ++calls === call) {
      partly[name]?.(whole, ...args);
      process.kill(process.pid, 'SIGKILL');
    }
    return whole(...args);
  };
}
require('node:module').syncBuiltinESMExports();
`;
