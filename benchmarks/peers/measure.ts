import { performance } from 'node:perf_hooks';
import type { Comparison, Figure, PeerRow, Side } from './comparison.js';
import { interleave, planRounds, type Stopwatch, type Summary, summarise } from './pairing.js';
import { type Python, startPython } from './python.js';

/** What one comparison found. */
export interface Measured {
  readonly rows: readonly Summary[];
  readonly figures: readonly Figure[];
}

/** Seconds for the rounds of one comparison, all of its rows. */
const ALLOWED_SECONDS = 8;
const WARM_UP_SECONDS = 0.5;
const WARM_UP_RUNS = 3;
/** Runs that take this long have warmed up by themselves. */
const ENOUGH_SECONDS = 5;

/**
 * @param measured told of each row as soon as it is there
 * @throws Error when the two sides do not compute the same, or one of them fails
 */
export async function measure(
  { rows, figures, rowSeconds }: Comparison,
  measured: (row: Summary) => void = () => {},
): Promise<Measured> {
  const summaries: Summary[] = [];
  if (rows.length > 0) {
    const python = await startPython(process.env);
    if ('missing' in python) throw new Error(`found ${python.missing}`);
    try {
      for (const row of rows) {
        const summary = await measureRow(row, python, rowSeconds ?? ALLOWED_SECONDS / rows.length);
        summaries.push(summary);
        measured(summary);
      }
    } finally {
      python.stop();
    }
  }
  return { rows: summaries, figures: (await figures?.()) ?? [] };
}

async function measureRow(row: PeerRow, python: Python, allowedSeconds: number): Promise<Summary> {
  const side = row.ours();
  const ours: Stopwatch = async (repeats) => {
    const begin = performance.now();
    for (let i = 0; i < repeats; i++) {
      const running = side.run();
      if (running instanceof Promise) await running;
    }
    return (performance.now() - begin) / 1000;
  };
  const peer: Stopwatch = (repeats) => python.seconds(row.peer, repeats);
  const plan = planRounds(await warmUp(ours), await peer(1), allowedSeconds);
  const rounds = await interleave(ours, peer, plan);
  await requireAgreement(row, side, python);
  return summarise(rounds, row.peerScale ?? 1);
}

/** Runs until the engine has had time to compile; returns the fastest run. */
async function warmUp(ours: Stopwatch): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  let total = 0;
  for (let runs = 0; total < (runs < WARM_UP_RUNS ? ENOUGH_SECONDS : WARM_UP_SECONDS); runs++) {
    const seconds = await ours(1);
    fastest = Math.min(fastest, seconds);
    total += seconds;
  }
  return fastest;
}

async function requireAgreement(row: PeerRow, side: Side, python: Python): Promise<void> {
  const ours = side.agree();
  const theirs = await python.agree(row.peer);
  if (Math.abs(ours - theirs) <= row.tolerance) return;
  const found = `expected results within ${row.tolerance} of each other, got ${ours} from ours and ${theirs} from theirs`;
  throw new Error(`${row.name}: the two sides do not do the same work: ${found}`);
}
