import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { Interrupted } from '../errors.js';
import type { Io } from '../report/io.js';
import { type Lanes, type LiveProgress, progressOn } from '../report/progress.js';
import { environment } from '../run/environment.js';
import { classOf, codeHash } from '../run/fingerprint.js';
import type { ScenarioRun } from '../run/record-files.js';
import { type RunOptions, runScenarios } from '../run/run-scenarios.js';
import type { LoadedScenario } from '../scenario/load.js';
import { cellCost, readDurations } from '../shard/durations.js';
import type { Workspace } from '../workspace.js';
import type { QueueAddress } from './address.js';
import { chooseClass, needsOneClass, recordedClass } from './choose-class.js';
import { collect } from './collect.js';
import { asRefused, connectQueue } from './connect.js';
import { BEAT_MS, type PresentWorker, presentNow, sayGone, sayPresent } from './presence.js';
import type { Code } from './request.js';
import { commitOf, processName } from './work.js';

/** No worker for so long is worth a word. */
const PATIENCE_MS = 3000;
/** Rows of workers on a terminal. */
const MOST_ROWS = 8;

/** As `runScenarios`, but cells are computed by workers of a queue. */
export async function runQueued(
  workspace: Workspace,
  scenarios: readonly LoadedScenario[],
  options: Omit<RunOptions, 'progress' | 'elsewhere' | 'jobs'>,
  address: QueueAddress,
  io: Io,
): Promise<ScenarioRun[]> {
  const { signal, out, fresh } = options;
  const { commit, lockfile } = environment();
  const code: Code = { codeHash: codeHash(), lockfileHash: lockfile };
  let workers: readonly PresentWorker[] = [];
  const progress = progressOn(
    io,
    lanesOf(() => workers),
  );
  const client = await connectQueue(address, progress.note);
  const name = processName();
  let left = 0;
  const beat = async () => {
    await sayPresent(client, 'runs', { name, codeHash: code.codeHash, commit: commitOf(commit), left });
    workers = noted(await presentNow(client, 'workers'), workers, code, progress, io.terminal);
    progress.refresh();
  };
  const beats = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  const begin = Date.now();
  const alone = setInterval(() => {
    if (workers.length > 0 || Date.now() - begin < PATIENCE_MS) return;
    progress.note(`no worker is at ${address.shown}; \`collapse worker --queue ${address.shown}\` of the same commit starts one`);
  }, PATIENCE_MS);
  try {
    await beat();
    const classes = new Map<string, string>();
    const undecided: LoadedScenario[] = [];
    for (const loaded of scenarios) {
      const found = needsOneClass(loaded) ? (fresh ? undefined : recordedClass(loaded, out, code.codeHash)) : classOf(loaded);
      if (found === undefined) undecided.push(loaded);
      else classes.set(loaded.id, found);
    }
    if (undecided.length > 0) await someWorker(() => workers, signal);
    for (const loaded of undecided) classes.set(loaded.id, chooseClass(loaded, workers, out, code.codeHash));
    const durations = readDurations(workspace);
    return await runScenarios(workspace, scenarios, {
      ...options,
      progress,
      jobs: 1,
      elsewhere: {
        classOf: ({ id }) => classes.get(id)!,
        execute: (works, how) =>
          collect(works, how, {
            client,
            code,
            fresh,
            classOf: ({ id }) => classes.get(id)!,
            cost: (loaded) => cellCost(loaded, durations),
            left: (cells) => {
              left = cells;
            },
          }),
      },
    });
  } catch (error) {
    if (error instanceof Interrupted) {
      progress.note('the cells stay in the queue: workers go on with them, and the same command collects what they find');
    }
    throw asRefused(error, address.shown);
  } finally {
    clearInterval(beats);
    clearInterval(alone);
    await goodbye(client, name);
  }
}

/** Comes back when a worker of this code is there. */
async function someWorker(workers: () => readonly PresentWorker[], signal: AbortSignal): Promise<void> {
  while (workers().length === 0) {
    if (signal.aborted) throw new Interrupted();
    await sleep(100);
  }
}

async function goodbye(client: Redis, name: string): Promise<void> {
  if (client.status === 'ready') await Promise.race([sayGone(client, 'runs', name).catch(() => {}), sleep(1000)]);
  client.disconnect();
}

/** Workers of this code; who comes and goes is told where no rows of them are seen, and who is of other code everywhere. */
function noted(
  all: readonly PresentWorker[],
  before: readonly PresentWorker[],
  { codeHash: mine }: Code,
  { note }: LiveProgress,
  terminal: boolean,
): readonly PresentWorker[] {
  const here = all.filter(({ codeHash: theirs }) => theirs === mine);
  for (const { name, codeHash: theirs, commit } of all) {
    if (theirs === mine) continue;
    const of = `${theirs.slice(0, 12)}${commit === null ? '' : `, commit ${commit.slice(0, 12)}`}`;
    note(`worker ${name} takes no cells of this run: it is of other code (${of}) than this checkout (${mine.slice(0, 12)})`);
  }
  if (terminal) return here;
  const names = new Set(here.map(({ name }) => name));
  const known = new Set(before.map(({ name }) => name));
  for (const { name, jobs, machine } of here) {
    if (!known.has(name)) note(`worker ${name} is here: ${jobs} ${jobs === 1 ? 'cell' : 'cells'} at a time, ${machine}`);
  }
  for (const name of known) if (!names.has(name)) note(`worker ${name} is gone; others take its cells`);
  return here;
}

function lanesOf(workers: () => readonly PresentWorker[]): Lanes {
  const count = () => `${workers().length} ${workers().length === 1 ? 'worker' : 'workers'}`;
  return {
    jobs: () =>
      Math.max(
        1,
        workers().reduce((sum, { jobs }) => sum + jobs, 0),
      ),
    rows: () => {
      const rows = workers().map(({ name, running, jobs, done, machine }) => {
        return `  ${name}  ${running} of ${jobs} running, ${done} done (${machine})`;
      });
      if (rows.length <= MOST_ROWS) return rows.length === 0 ? ['  no worker'] : rows;
      return [...rows.slice(0, MOST_ROWS - 1), `  and ${rows.length - MOST_ROWS + 1} more workers`];
    },
    words: () => `${count()}, ${workers().reduce((sum, { running }) => sum + running, 0)} cells running`,
  };
}
