import { appendFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseResult } from '../record/result.js';
import { outcomeOf, runCollapse, startCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { appendCells, openJournal } from './journal.js';

const REPLICATES = 200;
const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const argv = (out: string) => ['run', 'small/a', '--jobs', '2', '--out', below(out)];
const record = (out: string) => readFileSync(below(out, 'small/a/result.json'), 'utf8');
const journalOf = (out: string) => below(out, 'small/a/journal.ndjson');
const keyOf = (out: string) => JSON.parse(readFileSync(journalOf(out), 'utf8').split('\n')[0].slice(17)).key as string;

/** Starts the run and sends it a signal once its journal holds some cells; comes back when it is over. */
async function stopped(out: string, signal: NodeJS.Signals) {
  const child = startCollapse(workspace.root, argv(out));
  const outcome = outcomeOf(child);
  let over = false;
  child.once('exit', () => {
    over = true;
  });
  const lines = () => (existsSync(journalOf(out)) ? readFileSync(journalOf(out), 'utf8').split('\n').length : 0);
  while (!over && lines() < 4) await sleep(5);
  // The whole group, as the terminal and the kernel do it.
  process.kill(-child.pid!, signal);
  return outcome;
}

let whole: string;
beforeAll(async () => {
  const system = { ...(gaussianScenario().system as object), representation: 'points' };
  workspace.scenario(
    'small/a',
    gaussianScenario({ system, samples: 500, generations: 150, observe: [150], replicates: REPLICATES }),
  );
  expect((await runCollapse(workspace.root, argv('whole'))).code).toBe(0);
  whole = record('whole');
  expect((await stopped('killed', 'SIGKILL')).code).toBe(null);
}, 60_000);
afterAll(() => workspace.remove());

/** A copy of the folder that the killed run left behind. */
function killedCopy(out: string): string {
  cpSync(below('killed'), below(out), { recursive: true });
  return out;
}

describe('a run killed midway', () => {
  test('leaves a journal with some of the cells, and no record', () => {
    expect(filesIn(below('killed'))).toEqual(['.collapse-lock', 'small/a/journal.ndjson']);
    cpSync(below('killed'), below('looked-at'), { recursive: true });
    const { cells } = openJournal(below('looked-at', 'small', 'a'), keyOf('killed'));
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.length).toBeLessThan(REPLICATES);
  });

  test('goes on with the same command to the bytes of a run that was never killed', async () => {
    const out = killedCopy('again');
    expect((await runCollapse(workspace.root, argv(out))).code).toBe(0);
    expect(record(out)).toBe(whole);
    expect(filesIn(below(out))).toEqual(['small/a/result.json', 'small/a/run.json']);
  });

  test('does not repeat what was finished', async () => {
    // A finished cell that no computation would find is still there at the end: it was not computed again.
    const out = killedCopy('marked');
    const journal = openJournal(below(out, 'small', 'a'), keyOf(out));
    const [marked] = journal.cells;
    appendCells(journal, [{ ...marked, values: marked.values.map(() => 12345) }]);
    expect((await runCollapse(workspace.root, argv(out))).code).toBe(0);
    const result = parseResult(record(out), out);
    const unmarked = parseResult(whole, 'whole');
    for (const [metric, [row]] of Object.entries(result.values)) {
      const expected = (unmarked.values[metric][0] as number[]).with(marked.replicate, 12345);
      expect(row).toEqual(expected);
    }
  });

  test('repeats what was finished under another key', async () => {
    const out = killedCopy('other-key');
    const { cells } = openJournal(below(out, 'small', 'a'), keyOf(out));
    const other = openJournal(below(out, 'small', 'a'), 'another key');
    appendCells(
      other,
      cells.map((cell) => ({ ...cell, values: cell.values.map(() => 12345) })),
    );
    expect((await runCollapse(workspace.root, argv(out))).code).toBe(0);
    expect(record(out)).toBe(whole);
  });

  test('survives a journal spoilt in the middle, with a torn end', async () => {
    const out = killedCopy('spoilt');
    const text = readFileSync(journalOf(out), 'utf8');
    const at = text.indexOf('"values":[', text.length / 2) + 11;
    writeFileSync(journalOf(out), `${text.slice(0, at)}${text[at] === '9' ? '8' : '9'}${text.slice(at + 1)}`);
    appendFileSync(journalOf(out), 'rubbish');
    expect((await runCollapse(workspace.root, argv(out))).code).toBe(0);
    expect(record(out)).toBe(whole);
  });
});

describe('a run that is interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends with exit code 130 and says that it goes on from here',
    async (signal) => {
      const { code, out, err } = await stopped(signal, signal);
      expect({ code, out }).toEqual({ code: 130, out: '' });
      expect(err).toMatch(/^collapse: interrupted; the same command goes on from here$/m);
      expect(filesIn(below(signal))).toEqual(['small/a/journal.ndjson']);
    },
  );

  test('goes on from there', async () => {
    expect((await runCollapse(workspace.root, argv('SIGINT'))).code).toBe(0);
    expect(record('SIGINT')).toBe(whole);
  });
});
