import { performance } from 'node:perf_hooks';
import { oneLine } from '../errors.js';
import type { CellResult } from '../run/cell.js';
import type { Work } from '../run/execute.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { Io } from './io.js';

/** How far a cell is that runs. */
export interface Advance {
  readonly scenario: string;
  readonly replicate: number;
  /** The last one done, of `generations`. */
  readonly generation: number;
  readonly generations: number;
  /** Spent on them, by earlier runs too. */
  readonly seconds: number;
}

export interface Progress {
  start(work: readonly Work[]): void;
  /** Cells ended. */
  advance(loaded: LoadedScenario, cells: readonly CellResult[]): void;
  /** A cell goes on. */
  within(advance: Advance): void;
  /** Something that a person should know though the run goes on: a line of its own, each text once. */
  note(text: string): void;
  stop(): void;
}

/** Nothing is shown for work that ends sooner. */
const QUIET_MS = 1500;
const TERMINAL_INTERVAL_MS = 200;
const PLAIN_INTERVAL_MS = 10_000;

/** Progress that can also be shown when no cell has gone on. */
export interface LiveProgress extends Progress {
  refresh(): void;
}

/** What is shown beside the count of cells, where they run elsewhere. */
export interface Lanes {
  /** Cells that are computed at a time; it may change. */
  readonly jobs: () => number;
  /** Lines below the count, on a terminal. */
  readonly rows: () => readonly string[];
  /** The same in few words, without one. */
  readonly words: () => string;
}

/** What a row of a terminal is sure to hold. */
const ROW_WIDTH = 79;

/**
 * One line that rewrites itself on a terminal, and a plain line now and then elsewhere; always on standard error.
 *
 * @param lanes cells that are computed at a time
 */
export function progressOn(io: Io, lanes: number | Lanes): LiveProgress {
  const jobs = typeof lanes === 'number' ? () => lanes : lanes.jobs;
  const left = new Map<string, number>();
  const seen = new Map<string, Cost>();
  const running = new Map<string, Advance>();
  const ended = new Set<string>();
  const notes = new Set<string>();
  let total = 0;
  let done = 0;
  let begin = 0;
  let shown = 0;
  let lineOpen = false;
  let place = '';
  // What lies below the first line is wiped with it.
  const wiped = typeof lanes === 'number' ? '\r\x1b[K' : '\r\x1b[J';

  const show = (where: string) => {
    place = where;
    const now = performance.now();
    if (now - shown < (io.terminal ? TERMINAL_INTERVAL_MS : lineOpen ? PLAIN_INTERVAL_MS : TERMINAL_INTERVAL_MS)) return;
    shown = now;
    lineOpen = true;
    const under = [...running.values()];
    const share = (done + under.reduce((sum, { generation, generations }) => sum + generation / generations, 0)) / total;
    const text = `${done}/${total} cells, ${Math.floor(100 * share)}%, ${etaText(left, seen, under, jobs())}`;
    const named = place === '' ? text : `${text} (${place})`;
    if (typeof lanes === 'number') io.err(io.terminal ? `${wiped}${named}` : `${named}\n`);
    else if (!io.terminal) io.err(`${named}; ${oneLine(lanes.words())}\n`);
    else {
      const rows = lanes.rows().map((row) => oneLine(row).slice(0, ROW_WIDTH));
      const back = rows.length === 0 ? '' : `\r\x1b[${rows.length}A`;
      io.err(`${wiped}${named.slice(0, ROW_WIDTH)}${rows.map((row) => `\n${row}`).join('')}${back}`);
    }
  };

  return {
    start(work) {
      for (const { loaded, replicates } of work) {
        left.set(loaded.id, replicates.length);
        total += replicates.length;
      }
      begin = performance.now();
      shown = begin + QUIET_MS - TERMINAL_INTERVAL_MS;
    },
    advance({ id }, cells) {
      done += cells.length;
      left.set(id, (left.get(id) ?? 0) - cells.length);
      const entry = seen.get(id) ?? { cells: 0, seconds: 0 };
      const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
      seen.set(id, { cells: entry.cells + cells.length, seconds: entry.seconds + seconds });
      for (const { replicate } of cells) {
        ended.add(`${id} ${replicate}`);
        running.delete(`${id} ${replicate}`);
      }
      show(id);
    },
    within(advance) {
      const { scenario, replicate, generation, generations } = advance;
      const cell = `${scenario} ${replicate}`;
      // It came after the cell's end: workers speak and hand in by different ways.
      if (ended.has(cell)) return;
      running.set(cell, advance);
      show(`${scenario}, generation ${generation} of ${generations}`);
    },
    note(text) {
      if (notes.has(text)) return;
      notes.add(text);
      io.err(`${lineOpen && io.terminal ? wiped : ''}collapse: ${oneLine(text)}\n`);
    },
    stop() {
      if (lineOpen && io.terminal) io.err(wiped);
    },
    refresh() {
      if (total > 0) show(place);
    },
  };
}

/** Until something was measured nothing is said of the rest. */
function etaText(...known: Parameters<typeof remainingSeconds>): string {
  const seconds = remainingSeconds(...known);
  return Number.isFinite(seconds) ? `about ${duration(seconds)} left` : 'nothing finished yet';
}

/** What cells took, parts of cells included. */
interface Cost {
  readonly cells: number;
  readonly seconds: number;
}

const sumOf = (costs: readonly Cost[]): Cost => ({
  cells: costs.reduce((sum, { cells }) => sum + cells, 0),
  seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
});

/**
 * Each scenario's cells cost what its finished ones and the generations of its running ones did on average; unseen scenarios
 * cost the average of all.
 */
function remainingSeconds(
  left: ReadonlyMap<string, number>,
  seen: ReadonlyMap<string, Cost>,
  running: readonly Advance[],
  jobs: number,
): number {
  const begunOf = (id: string): Cost[] =>
    running
      .filter(({ scenario }) => scenario === id)
      .map(({ generation, generations, seconds }) => ({ cells: generation / generations, seconds }));
  const costs = [...left].map(([id, count]) => {
    const begun = sumOf(begunOf(id));
    return { unfinished: count - begun.cells, cost: sumOf([seen.get(id) ?? { cells: 0, seconds: 0 }, begun]), count };
  });
  const all = sumOf(costs.map(({ cost }) => cost));
  let remaining = 0;
  for (const { unfinished, cost } of costs) {
    const { cells, seconds } = cost.cells > 0 ? cost : all;
    remaining += unfinished * (seconds / cells);
  }
  // No more cells run at once than there are.
  const lanes = Math.min(
    jobs,
    costs.reduce((sum, { count }) => sum + count, 0),
  );
  return lanes === 0 ? 0 : remaining / lanes;
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
