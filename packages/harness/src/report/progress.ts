import { performance } from 'node:perf_hooks';
import type { CellResult } from '../run/cell.js';
import type { Work } from '../run/execute.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Io } from './io.js';

export interface Progress {
  start(work: readonly Work[]): void;
  advance(loaded: LoadedScenario, cells: readonly CellResult[]): void;
  stop(): void;
}

/** Nothing is shown for work that ends sooner. */
const QUIET_MS = 1500;
const TERMINAL_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 10_000;

/** One line that rewrites itself on a terminal, and a plain line now and then elsewhere; always on standard error. */
export function progressOn(io: Io, jobs: number): Progress {
  const left = new Map<string, number>();
  const seen = new Map<string, { cells: number; seconds: number }>();
  let total = 0;
  let done = 0;
  let begin = 0;
  let shown = 0;
  let lineOpen = false;

  return {
    start(work) {
      for (const { loaded, replicates } of work) {
        left.set(loaded.id, replicates.length);
        total += replicates.length;
      }
      begin = performance.now();
      shown = begin + QUIET_MS - TERMINAL_INTERVAL_MS;
    },
    advance(loaded, cells) {
      done += cells.length;
      left.set(loaded.id, (left.get(loaded.id) ?? 0) - cells.length);
      const entry = seen.get(loaded.id) ?? { cells: 0, seconds: 0 };
      const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
      seen.set(loaded.id, { cells: entry.cells + cells.length, seconds: entry.seconds + seconds });
      const now = performance.now();
      if (now - shown < (io.terminal ? TERMINAL_INTERVAL_MS : lineOpen ? PLAIN_INTERVAL_MS : TERMINAL_INTERVAL_MS)) return;
      shown = now;
      lineOpen = true;
      const eta = remainingSeconds(left, seen, jobs);
      const text = `${done}/${total} cells, ${Math.floor((100 * done) / total)}%, about ${duration(eta)} left (${loaded.id})`;
      io.err(io.terminal ? `\r\x1b[K${text}` : `${text}\n`);
    },
    stop() {
      if (lineOpen && io.terminal) io.err('\r\x1b[K');
    },
  };
}

/** Each scenario's cells cost what its finished ones did on average; unseen scenarios cost the average of all. */
function remainingSeconds(
  left: ReadonlyMap<string, number>,
  seen: ReadonlyMap<string, { cells: number; seconds: number }>,
  jobs: number,
): number {
  let cells = 0;
  let seconds = 0;
  for (const entry of seen.values()) {
    cells += entry.cells;
    seconds += entry.seconds;
  }
  let remaining = 0;
  for (const [id, count] of left) {
    const entry = seen.get(id);
    remaining += count * (entry === undefined ? seconds / cells : entry.seconds / entry.cells);
  }
  return remaining / jobs;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
