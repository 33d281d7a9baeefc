import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkpointIn, trainAndSave, unfinishedIn } from './testing/saved-run.js';

const STEPS = 24;
const here = (file: string) => fileURLToPath(new URL(`./testing/${file}`, import.meta.url));
const base = mkdtempSync(path.join(tmpdir(), 'collapse-bench-kill-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/**
 * Trains up to a step in a process of its own, which is killed as soon as it says the line, or some steps later on a machine that
 * is busy. Returns all that it said.
 */
async function killedAt(folder: string, line: string, until: number): Promise<string[]> {
  const child = spawn(process.execPath, [here('from-sources.mjs'), here('saved-run.ts'), folder, String(until)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const said: string[] = [];
  for await (const found of createInterface({ input: child.stdout })) {
    said.push(found);
    if (found === line) child.kill('SIGKILL');
  }
  expect(await exit, said.join()).toEqual([null, 'SIGKILL']);
  return said;
}

describe('training that is killed again and again', () => {
  let whole: Uint8Array;
  beforeAll(async () => {
    await trainAndSave(base, STEPS, () => {});
    whole = readFileSync(checkpointIn(base));
  });

  test('goes on each time from where it was saved, to the bytes of a run that was never killed', async () => {
    const folder = mkdtempSync(path.join(base, 'run-'));
    // Killed while it saves, while it takes a step, and when all is done.
    const first = await killedAt(folder, 'took 4', 8);
    expect(first[0]).toBe('took 1');
    const second = await killedAt(folder, 'saved 12', 16);
    expect(second[0]).toMatch(/^took [4-9]$/);
    // Half a checkpoint that a killed process left is no checkpoint.
    writeFileSync(unfinishedIn(folder), readFileSync(checkpointIn(folder)).subarray(0, 5000));
    const third = await killedAt(folder, 'done', STEPS);
    expect(third[0]).toMatch(/^took 1[3-7]$/);
    expect(readFileSync(checkpointIn(folder)).equals(whole)).toBe(true);
  });
});
