import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { benchmarksFolder } from './folders.js';

export const INSTALL = 'python3 -m pip install -r benchmarks/peers/requirements.txt';

/** One thread for whatever linear algebra the libraries bring. Set in the environment of the processes, where it counts. */
export const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' } as const;

export interface PythonVersions {
  readonly python: string;
  readonly numpy: string;
  readonly scipy: string;
  /** null: not installed. */
  readonly torch: string | null;
  readonly transformers: string | null;
}

/** The persistent process that times the other side. */
export interface Python {
  readonly versions: PythonVersions;
  readonly cases: readonly string[];
  /** Seconds that `repeats` runs of a case took, by Python's own clock, after its set-up and warm-up. */
  seconds(name: string, repeats: number): Promise<number>;
  /** The number of the case's last run that both sides must agree on. */
  agree(name: string): Promise<number>;
  stop(): void;
}

/** What stands in the way of starting Python, in one line that says what to install. */
export interface PythonMissing {
  readonly missing: string;
}

/**
 * Starts server.py.
 *
 * @param environment variables of the process, PATH among them; the thread counts are added
 * @throws Error when Python starts and then fails
 */
export async function startPython(environment: NodeJS.ProcessEnv): Promise<Python | PythonMissing> {
  const command = process.platform === 'win32' ? 'python' : 'python3';
  const script = path.join(benchmarksFolder, 'peers', 'server.py');
  // -B: no __pycache__ in the checkout.
  const child = spawn(command, ['-B', script], { env: { ...environment, ...ONE_THREAD }, stdio: 'pipe' });
  const failure = new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve));
  const read = lineReader(child);
  const hello = await Promise.race([read(), failure]);
  if (hello instanceof Error) {
    const installed = hello.code === 'ENOENT' || hello.code === 'EACCES';
    return { missing: `no ${command} ${installed ? 'on the PATH' : `(${hello.message})`}; install Python 3, then ${INSTALL}` };
  }
  if ('missing' in hello) return { missing: `a ${command} without ${hello.missing}; ${INSTALL}` };

  const ask = async (request: object): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const reply = await read();
    if ('error' in reply) throw new Error(`Python: ${reply.error}`);
    return reply;
  };
  const { cases, ...versions } = hello as unknown as PythonVersions & { cases: string[] };
  return {
    versions,
    cases,
    seconds: async (name, repeats) => (await ask({ case: name, repeats })).seconds as number,
    agree: async (name) => (await ask({ case: name, repeats: 0 })).agree as number,
    stop: () => child.stdin.end(),
  };
}

/** Reads the process's answers one by one; rejects when it ends instead, with the last line of its complaint. */
function lineReader(child: ChildProcessWithoutNullStreams): () => Promise<Record<string, unknown>> {
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  // A write to a process that is gone; its end is reported by the next read.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return async () => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value) as Record<string, unknown>;
    await closed;
    throw new Error(`Python ended early: ${complaint.trim().split('\n').at(-1) || 'it said nothing'}`);
  };
}
