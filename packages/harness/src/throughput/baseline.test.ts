import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environment } from '../run/environment.js';
import { badInputOf } from '../testing/collapse.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';
import { readThroughput, throughputFile, writeThroughput } from './baseline.js';
import { type Speed, throughputClass } from './speeds.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
});
afterEach(() => workspace.remove());

const speeds: Speed[] = [
  { id: 'a', unit: 'samples', bound: 'arithmetic', perSecond: 1e8 / 3, calibrationPerSecond: 1e4 / 7 },
  { id: 'b', unit: 'bytes', bound: 'memory', perSecond: 2, calibrationPerSecond: 3 },
];
const FILE = 'baselines/throughput/a-class.json';

describe('a throughput baseline', () => {
  test('comes back as it was written', () => {
    writeThroughput(workspace, 'a-class', speeds);
    expect(readThroughput(workspace, 'a-class')).toEqual(speeds);
    expect(throughputFile(workspace, 'a-class')).toBe(path.join(workspace.root, ...FILE.split('/')));
  });

  test('of another class of machine is none', () => {
    writeThroughput(workspace, 'a-class', speeds);
    expect(readThroughput(workspace, 'another')).toBeUndefined();
  });

  test.each<[pointer: string | undefined, content: unknown]>([
    [undefined, ''],
    [undefined, '{"formatVersion": 1, "cla'],
    ['/', '[]'],
    ['/formatVersion', { formatVersion: 2, class: 'a', speeds }],
    ['/speeds', { formatVersion: 1, class: 'a', speeds: [] }],
    ['/speeds/0/perSecond', { formatVersion: 1, class: 'a', speeds: [{ ...speeds[0], perSecond: 0 }] }],
    ['/speeds/1/bound', { formatVersion: 1, class: 'a', speeds: [speeds[0], { ...speeds[1], bound: 'disk' }] }],
    ['/speeds/0/note', { formatVersion: 1, class: 'a', speeds: [{ ...speeds[0], note: '' }] }],
    ['/speeds/1/id', { formatVersion: 1, class: 'a', speeds: [speeds[0], speeds[0]] }],
  ])('that is spoilt is refused: %s', (pointer, content) => {
    workspace.write(FILE, content);
    const { complaint } = badInputOf(() => readThroughput(workspace, 'a-class'));
    expect(complaint.file).toBe(FILE);
    expect(complaint.pointer).toBe(pointer);
  });

  test('that is a folder is refused', () => {
    mkdirSync(path.join(workspace.root, FILE), { recursive: true });
    expect(badInputOf(() => readThroughput(workspace, 'a-class')).complaint.file).toBe(FILE);
  });
});

describe('the class of a machine', () => {
  const machine = { ...environment(), os: 'linux', arch: 'x64', node: '22.3.1' } as const;
  test.each([
    ['AMD Ryzen 9 7950X 16-Core Processor', 'linux-x64-node22-amd-ryzen-9-7950x-16-core-processor'],
    ['  Apple M2 (Max)  ', 'linux-x64-node22-apple-m2-max'],
    ['../..', 'linux-x64-node22-unknown'],
    ['', 'linux-x64-node22-unknown'],
  ])('%j is %s: a file name', (cpu, name) => {
    expect(throughputClass({ ...machine, cpu })).toBe(name);
  });
});
