import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseResult } from '../record/result.js';
import { outcomeOf, runCollapse, startCollapse } from '../testing/collapse.js';
import { systemOptions } from '../testing/conformance-options.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import type { CellState } from './cell.js';
import { type Checkpoint, checkpointOf } from './checkpoint.js';

const GENERATIONS = 8;
const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const scenarioOf = (out: string) => (out.startsWith('wasm') ? 'small/w' : 'small/v');
const engineOf = (out: string) => (out.startsWith('wasm') ? ['--engine', 'wasm'] : []);
const argv = (out: string) => ['run', scenarioOf(out), '--jobs', '1', '--out', below(out), ...engineOf(out)];
const record = (out: string) => readFileSync(below(out, scenarioOf(out), 'result.json'), 'utf8');
const checkpointFile = (out: string) => below(out, scenarioOf(out), 'checkpoint-0.bin');
const pictures = (out: string) => {
  const files = filesIn(below(out, scenarioOf(out), 'pictures'));
  return files.map((name) => [name, readFileSync(below(out, scenarioOf(out), 'pictures', name), 'utf8')]);
};

/** The checkpoint that a run left behind, to be read and changed. */
function checkpointIn(out: string): Checkpoint<CellState> {
  const bytes = readFileSync(checkpointFile(out));
  const key = JSON.parse(bytes.toString('utf8', 0, bytes.indexOf('\n')));
  return checkpointOf({ folder: below(out, scenarioOf(out)), key }, 0, (text) => {
    throw new Error(text);
  });
}

/** Starts the run, and ends it some time after it has written its next checkpoint. */
async function stopped(out: string, signal: NodeJS.Signals, milliseconds: number) {
  const written = () => statSync(checkpointFile(out), { throwIfNoEntry: false })?.mtimeMs;
  const before = written();
  const child = startCollapse(workspace.root, argv(out));
  const outcome = outcomeOf(child);
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  while (!over && written() === before) await sleep(2);
  await sleep(milliseconds);
  process.kill(-child.pid!, signal);
  return outcome;
}

/** Generations that were done when each run was stopped. */
const done: number[] = [];

beforeAll(async () => {
  // Real and generated images of all generations in the pool, and parameters that go on from the generation before.
  const system = { ...systemOptions.vae[0], start: 'previous', trainImages: 60 };
  const mitigation = { id: 'accumulate-subsample', keepReal: true, replacement: false };
  const chain = { system, mitigation, samples: 60, generations: GENERATIONS, replicates: 1 };
  workspace.scenario('small/v', discreteScenario({ ...chain, observe: [1, 2, 3, 5, GENERATIONS], metrics: ['test-elbo'] }));
  // WebAssembly takes ten times as long over the 10,000 test images.
  workspace.scenario('small/w', discreteScenario({ ...chain, observe: [GENERATIONS], metrics: ['active-latents'] }));
  const whole = runCollapse(workspace.root, argv('whole'));
  // Any moment will do, so that over time all are tried: half a generation after a checkpoint, in the middle of the next one ...
  expect((await stopped('killed', 'SIGKILL', 200 * Math.random())).code).toBe(null);
  done.push(checkpointIn('killed').restore()!.last.generation);
  expect(await stopped('killed', 'SIGINT', 20 * Math.random())).toEqual({
    code: 130,
    out: '',
    // No word of a checkpoint that is not used.
    err: expect.stringMatching(/^(\d+\/\d+ cells, .*\n)*collapse: interrupted; the same command goes on from here\n$/),
  });
  done.push(checkpointIn('killed').restore()!.last.generation);
  expect((await whole).code).toBe(0);
}, 120_000);
afterAll(() => workspace.remove());

describe('a run that trains, killed in the middle of a cell', () => {
  test('leaves one checkpoint, and each run begins where the one before was', () => {
    const left = filesIn(below('killed')).filter((file) => !/^\.collapse-lock|\.bin\.new$/.test(file));
    expect(left).toEqual(['small/v/checkpoint-0.bin', 'small/v/journal.ndjson']);
    expect(done[0]).toBeGreaterThan(0);
    expect(done[1]).toBeGreaterThan(done[0]);
    expect(done[1]).toBeLessThan(GENERATIONS);
  });

  test('goes on with the generation in flight, to the bytes and the pictures of a run that was never killed', async () => {
    for (const out of ['again', 'marked']) cpSync(below('killed'), below(out), { recursive: true });
    // What no computation would find is still there at the end: that generation was not done again.
    const checkpoint = checkpointIn('marked');
    const state = checkpoint.restore()!;
    state.values[0] = 12345;
    checkpoint.save(state);
    const [again, marked] = await Promise.all(['again', 'marked'].map((out) => runCollapse(workspace.root, argv(out))));
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(record('again')).toBe(record('whole'));
    expect(pictures('again')).toEqual(pictures('whole'));
    expect(pictures('whole').length).toBeGreaterThan(0);
    const files = filesIn(below('again')).filter((file) => !file.includes('pictures'));
    expect(files).toEqual(['small/v/result.json', 'small/v/run.json']);

    expect(marked.code).toBe(0);
    const { values } = parseResult(record('whole'), 'whole');
    expect(parseResult(record('marked'), 'marked').values).toEqual({
      'test-elbo': values['test-elbo'].with(0, [12345]),
    });
  });

  test('starts the cell over where its checkpoint is spoilt, and says so', async () => {
    cpSync(below('killed'), below('spoilt'), { recursive: true });
    const bytes = readFileSync(checkpointFile('spoilt'));
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(checkpointFile('spoilt'), bytes);
    // Nor can a new one be written: the run goes on all the same.
    mkdirSync(`${checkpointFile('spoilt')}.new`, { recursive: true });
    const { code, err } = await runCollapse(workspace.root, argv('spoilt'));
    expect(code).toBe(0);
    expect(err.trimEnd().split('\n')).toEqual([
      'collapse: small/v: the checkpoint of replicate 0 is not used, for it is damaged; it starts over',
      expect.stringMatching(/^collapse: small\/v: no checkpoints can be written: EISDIR; the run goes on, /),
    ]);
    expect(record('spoilt')).toBe(record('whole'));
    expect(existsSync(checkpointFile('spoilt'))).toBe(false);
  });

  test('goes on to the same bytes by the engine wasm as well', async () => {
    expect((await stopped('wasm-killed', 'SIGKILL', 100 * Math.random())).code).toBe(null);
    expect(checkpointIn('wasm-killed').restore()!.last.generation).toBeLessThan(GENERATIONS);
    const runs = ['wasm-killed', 'wasm-whole'].map((out) => runCollapse(workspace.root, argv(out)));
    for (const run of runs) expect(await run).toMatchObject({ code: 0, err: '' });
    expect(record('wasm-killed')).toBe(record('wasm-whole'));
    expect(pictures('wasm-killed')).toEqual(pictures('wasm-whole'));
    // Another engine's: not the one above once more.
    expect(parseResult(record('wasm-whole'), 'wasm').environmentClass).toMatch(/engine wasm$/);
  });
});
