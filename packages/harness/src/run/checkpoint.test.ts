import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesIn } from '../testing/files.js';
import { type CheckpointKey, checkpointOf, removeCheckpoint } from './checkpoint.js';

interface State {
  readonly generation: number;
  readonly parameters: Float32Array;
}

let folder: string;
let notes: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'collapse-bench-'));
  notes = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key: CheckpointKey = { scenarioHash: 'a', codeHash: 'b', environmentClass: 'x64, avx2' };
const state = (generation: number): State => ({ generation, parameters: Float32Array.of(generation, Number.NaN, 1 / 3) });
const at = (replicate: number, changes: Partial<CheckpointKey> = {}, place = folder) =>
  checkpointOf<State>({ folder: place, key: { ...key, ...changes } }, replicate, (text) => notes.push(text));
const fileOf = (replicate: number) => path.join(folder, `checkpoint-${replicate}.bin`);

describe('a checkpoint', () => {
  test('gives back what was saved last, and leaves one file', () => {
    expect(at(3).restore()).toBeUndefined();
    at(3).save(state(1));
    at(3).save(state(2));
    expect(at(3).restore()).toEqual(state(2));
    expect(at(4).restore()).toBeUndefined();
    expect(filesIn(folder)).toEqual(['checkpoint-3.bin']);
    expect(notes).toEqual([]);
  });

  test.each([
    [{ scenarioHash: 'other' }, 'it is of another scenario'],
    [{ codeHash: 'other' }, 'the code has changed since'],
    [{ environmentClass: 'arm64, neon' }, 'it was made on another class of machine'],
  ])('made under %j is not used, and a line says why', (changes, reason) => {
    at(3, changes).save(state(1));
    expect(at(3).restore()).toBeUndefined();
    expect(notes).toEqual([`the checkpoint of replicate 3 is not used, for ${reason}; it starts over`]);
    at(3).save(state(2));
    expect(at(3).restore()).toEqual(state(2));
  });

  test('of another replicate or another format is not used', () => {
    at(4).save(state(1));
    renameSync(fileOf(4), fileOf(3));
    expect(at(3).restore()).toBeUndefined();
    at(3).save(state(1));
    const text = readFileSync(fileOf(3), 'latin1');
    writeFileSync(fileOf(3), text.replace('"format":1', '"format":2'), 'latin1');
    expect(at(3).restore()).toBeUndefined();
    expect(notes.map((note) => /for (.*);/.exec(note)![1])).toEqual([
      'it is of another scenario',
      'another version of collapse-bench wrote it',
    ]);
  });

  test('cut off anywhere is not used', () => {
    at(3).save(state(1));
    const whole = readFileSync(fileOf(3));
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(fileOf(3), whole.subarray(0, length));
      expect(at(3).restore()).toBeUndefined();
    }
    expect(notes).toEqual(Array(whole.length).fill(notes[0]));
    expect(notes[0]).toBe('the checkpoint of replicate 3 is not used, for it is damaged; it starts over');
    writeFileSync(fileOf(3), Buffer.concat([whole, Buffer.of(0)]));
    expect(at(3).restore()).toBeUndefined();
    writeFileSync(fileOf(3), whole);
    expect(at(3).restore()).toEqual(state(1));
  });

  test('with any bit changed is not used', () => {
    at(3).save(state(1));
    const whole = readFileSync(fileOf(3));
    for (let byte = 0; byte < whole.length; byte++) {
      const spoilt = Buffer.from(whole);
      spoilt[byte] ^= 1 << (byte % 8);
      writeFileSync(fileOf(3), spoilt);
      expect(at(3).restore(), `byte ${byte}`).toBeUndefined();
    }
    expect(notes).toHaveLength(whole.length);
  });

  test.each(['', '\n', 'null\n', '{}\n', '\0\0\0\0', 'x'.repeat(10_000)])('survives the content %j', (content) => {
    writeFileSync(fileOf(3), content);
    expect(at(3).restore()).toBeUndefined();
    expect(notes).toHaveLength(1);
  });

  test('that cannot be read is not used', () => {
    mkdirSync(fileOf(3));
    expect(at(3).restore()).toBeUndefined();
    expect(notes).toEqual(['the checkpoint of replicate 3 is not used, for it cannot be read (EISDIR); it starts over']);
  });

  test('half-written by a kill does no harm, and is written over', () => {
    at(3).save(state(1));
    writeFileSync(`${fileOf(3)}.new`, 'half');
    expect(at(3).restore()).toEqual(state(1));
    at(3).save(state(2));
    expect(filesIn(folder)).toEqual(['checkpoint-3.bin']);
  });

  test('that cannot be written is said once; the one before it stays', () => {
    const checkpoint = at(3);
    checkpoint.save(state(1));
    mkdirSync(`${fileOf(3)}.new`);
    for (let generation = 2; generation < 5; generation++) checkpoint.save(state(generation));
    expect(notes).toEqual([
      'no checkpoints can be written: EISDIR; the run goes on, but if it is killed, its replicates in flight start over',
    ]);
    expect(at(3).restore()).toEqual(state(1));
  });

  test.each([
    ['where there is no folder', (): State => state(1), 'ENOENT', 'missing'],
    ['of what is no plain data', () => ({ draw: () => 1 }) as unknown as State, 'could not be cloned', '.'],
  ])('%s: the run goes on', (_title, make, reason, place) => {
    at(3, {}, path.join(folder, place)).save(make());
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(reason);
    expect(filesIn(folder)).toEqual([]);
  });

  test('leaves room on a nearly full disk for the records', ({ skip }) => {
    const disk = path.join(folder, 'disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { encoding: 'utf8' });
    skip(mounted.status !== 0, `a small disk needs the right to mount: ${mounted.stderr?.trim() || mounted.error?.message}`);
    try {
      const large: State = { generation: 1, parameters: new Float32Array(200_000) };
      const checkpoint = at(3, {}, disk);
      checkpoint.save(large);
      expect(notes).toEqual([]);
      checkpoint.save({ ...large, generation: 2 });
      expect(notes).toHaveLength(1);
      expect(notes[0]).toContain('the disk is full');
      expect(at(3, {}, disk).restore()).toEqual(large);
      expect(filesIn(disk)).toEqual(['checkpoint-3.bin']);
      writeFileSync(path.join(disk, 'result.json'), Buffer.alloc(2 ** 20));
      expect(statSync(path.join(disk, 'result.json')).size).toBe(2 ** 20);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('is removed with its cell, and nothing else is', () => {
    for (const replicate of [3, 10, 31]) at(replicate).save(state(1));
    writeFileSync(`${fileOf(3)}.new`, 'half');
    removeCheckpoint(folder, 3);
    removeCheckpoint(folder, 3);
    expect(filesIn(folder)).toEqual(['checkpoint-10.bin', 'checkpoint-31.bin']);
  });
});
