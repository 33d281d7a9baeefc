import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rng, streamAt, streamKey, uniform, uniformInteger } from '@collapse-bench/core';
import { afterAll, expect, test } from 'vitest';
import { systems } from '../catalog.js';
import { outcomeOf, startCollapse } from '../testing/collapse.js';
import { systemOptions } from '../testing/conformance-options.js';
import { crashAtWrite, type WriteMoment } from '../testing/crash-at-write.js';
import { filesIn } from '../testing/files.js';
import { type LeftBehind, leftBehind, lostOrDoubled } from '../testing/left-behind.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

/** CRASH_KILLS and CRASH_SEED are for long searches. */
const { CRASH_KILLS = 10, CRASH_SEED = 1 } = process.env;
const KILLS = Number(CRASH_KILLS);
/** Kills by a signal come within this part of the time of a whole run, so that a folder sees several of them. */
const TIME_PART = 0.7;
/** Calls that change files before a run kills itself in the middle of one. */
const MOST_CALLS = { main: 60, worker: 12 };

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());
const below = (...parts: string[]) => path.join(workspace.root, ...parts);

for (const { id, determinism, metrics } of systems) {
  const trains = determinism === 'environment';
  const size = trains ? { samples: 20, generations: 3, replicates: 2 } : { samples: 20, generations: 10, replicates: 20 };
  const mitigation = { id: 'accumulate-subsample', keepReal: true, replacement: false };
  const metric = { vae: 'active-latents', llm: 'heldout-perplexity' }[id] ?? metrics[0].id;
  const system = { ...systemOptions[id][0], ...(trains && { start: 'previous' }) };
  const content = gaussianScenario({ system, mitigation, ...size, observe: [2, size.generations], metrics: [metric] });
  workspace.scenario(`sweep/${id}`, content);
}

type Moment = { readonly milliseconds: number } | WriteMoment;

function momentOf(rng: Rng, wholeRun: number): Moment {
  if (uniform(rng) < 0.5) return { milliseconds: uniform(rng) * TIME_PART * wholeRun };
  const thread = uniform(rng) < 0.7 ? 'main' : 'worker';
  return { thread, call: 1 + uniformInteger(rng, MOST_CALLS[thread]), part: uniform(rng) };
}

/** Runs all scenarios into a folder; killed at that moment, unless it is over before. */
async function run(out: string, jobs: number, moment?: Moment) {
  const write = moment !== undefined && 'call' in moment ? crashAtWrite(workspace, below(out), moment) : {};
  const child = startCollapse(workspace.root, ['run', 'sweep/*', '--jobs', `${jobs}`, '--out', below(out)], write);
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  const outcome = outcomeOf(child);
  const lock = below(out, '.collapse-lock');
  const writes = () => {
    try {
      return readFileSync(lock, 'utf8').startsWith(`{"pid":${child.pid},`);
    } catch {
      // None yet; or that of a killed run has just been taken away.
      return false;
    }
  };
  while (!over && !writes()) await sleep(2);
  const begin = performance.now();
  if (moment !== undefined && 'milliseconds' in moment) {
    await Promise.race([outcome, sleep(moment.milliseconds)]);
    // The whole group, as the kernel does it where memory ends.
    if (!over) process.kill(-child.pid!, 'SIGKILL');
  }
  return { ...(await outcome), milliseconds: performance.now() - begin };
}

const scenarios = systems.map(({ id }) => `sweep/${id}`);
const stateOf = (out: string) => new Map(scenarios.map((id) => [id, leftBehind(below(out, id))]));
const problems = (before: ReadonlyMap<string, LeftBehind>, after: ReadonlyMap<string, LeftBehind>) =>
  scenarios.flatMap((id) => lostOrDoubled(before.get(id)!, after.get(id)!).map((text) => `${id}: ${text}`));

/** What stands in a folder, but for times: a lock that a killed run left does not bind and does no harm. */
function contentsOf(out: string): Record<string, string> {
  const files = filesIn(below(out)).filter((name) => name !== '.collapse-lock');
  return Object.fromEntries(
    files.map((name) => {
      const text = readFileSync(below(out, name), 'utf8');
      return [name, name.endsWith('run.json') ? `${JSON.parse(text).cells} cells` : text];
    }),
  );
}

test(`${KILLS} kills at random moments, in all systems: no cell is lost or done twice, and the end is that of a run never killed`, {
  timeout: 100_000 + 15_000 * KILLS,
}, async () => {
  const whole = await run('whole', 1);
  expect(whole).toMatchObject({ code: 0 });
  const expected = contentsOf('whole');
  expect(Object.keys(expected).filter((name) => name.endsWith('result.json'))).toHaveLength(systems.length);
  const rng = streamAt(streamKey(Number(CRASH_SEED), 'crash-sweep'), 0);
  const kills = { signal: 0, write: 0 };
  // Cells that were there after a kill, for the next run to keep.
  let kept = 0;
  let folders = 0;
  for (let done = 0; done < KILLS; folders++) {
    const out = `swept-${folders}`;
    const story: string[] = [`CRASH_SEED=${CRASH_SEED}`];
    let before = stateOf(out);
    for (let over = false; !over; ) {
      const jobs = 1 + uniformInteger(rng, 2);
      const moment = done < KILLS ? momentOf(rng, whole.milliseconds) : undefined;
      const { code, err } = await run(out, jobs, moment);
      story.push(`--jobs ${jobs} ${JSON.stringify(moment)}: ${code === null ? 'killed' : `${code} ${err}`}`);
      const after = stateOf(out);
      expect(problems(before, after), story.join('\n')).toEqual([]);
      before = after;
      over = code !== null;
      if (over) expect(code, story.join('\n')).toBe(0);
      else {
        done++;
        for (const { finished } of after.values()) kept += finished.length;
        kills['call' in moment! ? 'write' : 'signal']++;
      }
    }
    expect(contentsOf(out), story.join('\n')).toEqual(expected);
  }
  expect(Math.min(kills.signal, kills.write, kept)).toBeGreaterThan(0);
});
