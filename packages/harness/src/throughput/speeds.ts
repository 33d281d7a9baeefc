import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import Type, { type Static } from 'typebox';
import { RunFailure } from '../errors.js';
import type { Environment } from '../run/environment.js';
import { ownRoot } from '../workspace.js';

export const speedSchema = Type.Object(
  {
    id: Type.String(),
    unit: Type.String(),
    bound: Type.Enum(['arithmetic', 'memory', 'allocation'], { description: 'Which calibration kernel it is held against.' }),
    perSecond: Type.Number({ exclusiveMinimum: 0 }),
    calibrationPerSecond: Type.Number({
      exclusiveMinimum: 0,
      description: 'Calls of the calibration kernel, measured in turns with the benchmark.',
    }),
  },
  { additionalProperties: false },
);
export type Speed = Static<typeof speedSchema>;

/** What measures the benchmarks of a checkout, once it is built. */
export function microScript(root: string): string {
  return path.join(root, 'benchmarks', 'dist', 'micro', 'main.js');
}

/**
 * Measures the benchmarks of benchmarks/micro, all or some, each in `processes` processes of its own of which the
 * fastest counts.
 *
 * @param root the checkout whose code is measured
 * @throws RunFailure when a benchmark does not run
 */
export async function measureSpeeds(processes: number, ids: readonly string[] = [], root: string = ownRoot): Promise<Speed[]> {
  const script = microScript(root);
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, String(processes), ...ids], { maxBuffer: 1 << 24 });
    return (JSON.parse(stdout) as { speeds: Speed[] }).speeds;
  } catch (error) {
    const where = root === ownRoot ? '' : ` of ${root}`;
    throw new RunFailure(`the throughput benchmarks${where} did not run: ${(error as Error).message.split('\n')[0]}`, {
      cause: error,
    });
  }
}

/** Machines whose timings may be compared. */
export function throughputClass({ os, arch, node, cpu }: Environment): string {
  const slug = cpu
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${os}-${arch}-node${node.split('.')[0]}-${slug || 'unknown'}`;
}
