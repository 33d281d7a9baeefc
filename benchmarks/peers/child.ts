import type { ChildProcess } from 'node:child_process';

/** How a child process ended. */
export interface Ending {
  /** Its exit code, its signal, or why it did not start. */
  readonly status: number | string;
  readonly printed: string;
  readonly complaint: string;
}

/**
 * Collects what a child process says and waits for its end. It does not outlive us.
 *
 * @param heard told of what it prints as it does, in whatever pieces arrive
 */
export async function ending(child: ChildProcess, heard: (text: string) => void = () => {}): Promise<Ending> {
  let printed = '';
  let complaint = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    heard(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const kill = () => void child.kill();
  process.once('exit', kill);
  const status = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no status'));
  });
  process.off('exit', kill);
  return { status, printed, complaint: complaint.trim() };
}

/** Has a signal end this process by way of its exit handlers, which stop children and remove temporary folders. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
}
