import { type Rng, streamAt, streamKey, uniform, uniformInteger } from '@collapse-bench/core';
import { compareSides, type MeasureSide } from '../throughput/against.js';
import { BASELINE_PROCESSES, PROCESSES } from '../throughput/check.js';
import { compareSpeeds, settledSpeeds } from '../throughput/gate.js';
import type { Speed } from '../throughput/speeds.js';
import type { Timings } from './timings.js';

/** The two gates: against the baseline of this class of machine, and against another checkout on the same machine. */
export const gates = ['baseline', 'checkout'] as const;
export type GateName = (typeof gates)[number];

/** Whether a gate calls a benchmark slower that takes `slowdown` times as long, and whether any where nothing has changed. */
export interface GateRates {
  readonly gate: GateName;
  /** Simulated checks of unchanged code, all benchmarks in each, and how many raised an alarm. */
  readonly checks: number;
  readonly alarms: number;
  readonly planted: readonly { readonly slowdown: number; readonly trials: number; readonly flagged: number }[];
}

/**
 * Simulates a gate, by its own code, on processes drawn from recorded ones: how often does it call unchanged code slower, and
 * how often code that is?
 *
 * @param checks of unchanged code
 * @param trials of each slowdown for each benchmark, alone
 */
export async function gateRates(
  gate: GateName,
  timings: Timings,
  slowdowns: readonly number[],
  { checks, trials }: { readonly checks: number; readonly trials: number },
): Promise<GateRates> {
  const key = streamKey(1, `power/throughput/${gate}`);
  let index = 0;
  const slower = (benchmarks: Timings['benchmarks'], slowdown: number) =>
    calls[gate](benchmarks, slowdown, streamAt(key, index++));
  let alarms = 0;
  for (let i = 0; i < checks; i++) if ((await slower(timings.benchmarks, 1)) > 0) alarms++;
  const planted = [];
  for (const slowdown of slowdowns) {
    let flagged = 0;
    for (const benchmark of timings.benchmarks) {
      for (let i = 0; i < trials; i++) flagged += await slower([benchmark], slowdown);
    }
    planted.push({ slowdown, trials: trials * timings.benchmarks.length, flagged });
  }
  return { gate, checks, alarms, planted };
}

type Benchmarks = Timings['benchmarks'];

/** How many of the benchmarks a gate calls slower in one check. */
const calls: Readonly<Record<GateName, (benchmarks: Benchmarks, slowdown: number, rng: Rng) => Promise<number>>> = {
  baseline: async (benchmarks, slowdown, rng) => {
    const then = await side(benchmarks, 1, rng)(BASELINE_PROCESSES, []);
    const now = side(benchmarks, slowdown, rng);
    const speeds = await settledSpeeds(await now(PROCESSES, []), then, async (processes, ids) => now(processes, ids));
    return compareSpeeds(speeds, then).filter(({ verdict }) => verdict === 'slower').length;
  },
  checkout: async (benchmarks, slowdown, rng) => {
    const rows = await compareSides(side(benchmarks, slowdown, rng), side(benchmarks, 1, rng), { calibrated: true });
    return rows.filter(({ verdict }) => verdict === 'slower').length;
  },
};

/** Measures as processes do: each benchmark the fastest of so many drawn ones, all of them `slowdown` times as slow. */
function side(benchmarks: Benchmarks, slowdown: number, rng: Rng): MeasureSide {
  return async (processes, ids) =>
    benchmarks
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .map(({ id, relative }): Speed => {
        let fastest = 0;
        for (let i = 0; i < processes; i++) fastest = Math.max(fastest, relative[uniformInteger(rng, relative.length)]);
        // No two processes are equally fast to the last digit, and ranks are of no use where they are.
        fastest *= 1 + 1e-6 * uniform(rng);
        return { id, unit: '', bound: 'arithmetic', perSecond: fastest / slowdown, calibrationPerSecond: 1 };
      });
}
