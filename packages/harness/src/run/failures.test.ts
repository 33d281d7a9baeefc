import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callMain, runCollapse, type SpawnOptions } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const run = (argv: string[], options?: SpawnOptions) => runCollapse(workspace.root, ['run', ...argv], options);
beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario());
  workspace.scenario('small/b', discreteScenario());
  workspace.scenario('large/c', gaussianScenario({ replicates: 300 }));
});
afterAll(() => workspace.remove());

describe('what cannot be written or run: exit code 3, one line', () => {
  test('a folder below a file', async () => {
    workspace.write('taken', 'a file');
    const { code, out, err } = await run(['small/a', '--out', below('taken', 'deeper')]);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^collapse: cannot write [^\n]*taken[^\n]*: a file stands where a folder is needed; [^\n]*--out\n$/);
    expect(readFileSync(below('taken'), 'utf8')).toBe('a file');
  });

  test('a file where a folder of the record is needed: nothing is left half-written', async () => {
    workspace.write('half/small/a', 'a file');
    const { code, err } = await run(['small/a', 'small/b', '--out', below('half')]);
    expect(code).toBe(3);
    expect(err).toMatch(/^collapse: cannot write [^\n]*\n$/);
    expect(filesIn(below('half')).filter((file) => file.endsWith('.json'))).toEqual([]);
    expect(readFileSync(below('half/small/a'), 'utf8')).toBe('a file');
  });

  test('a record whose place is taken by a folder', async () => {
    mkdirSync(below('place/small/a/result.json'), { recursive: true });
    const { code, err } = await run(['small/a', '--out', below('place')]);
    expect(code).toBe(3);
    expect(err).toMatch(/^collapse: cannot write [^\n]*small[^\n]*\n$/);
    expect(filesIn(below('place')).some((file) => file.endsWith('run.json'))).toBe(false);
  });

  test('a full disk: no record is left, and the run goes on once there is room', async ({ skip }) => {
    const disk = below('disk');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', disk], { encoding: 'utf8' });
    skip(mounted.status !== 0, `a small disk needs the right to mount: ${mounted.stderr?.trim() || mounted.error?.message}`);
    try {
      const { code, out, err } = await run(['large/c', '--out', disk]);
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toMatch(/^collapse: cannot write [^\n]*: the disk is full; make room [^\n]*\n$/);
      expect(filesIn(disk).filter((file) => /(result|run)\.json$/.test(file))).toEqual([]);
      spawnSync('mount', ['-o', 'remount,size=4m', disk]);
      expect((await run(['large/c', '--out', disk])).code).toBe(0);
      await run(['large/c', '--out', below('roomy')]);
      const text = readFileSync(path.join(disk, 'large/c/result.json'), 'utf8');
      expect(text).toBe(readFileSync(below('roomy/large/c/result.json'), 'utf8'));
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('a disk that is full or read-only: the last good record stays, can be read, and is made anew once that is over', async ({
    skip,
  }) => {
    const disk = below('kept');
    mkdirSync(disk);
    const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { encoding: 'utf8' });
    const mounted = mount('size=100k');
    skip(mounted.status !== 0, `a small disk needs the right to mount: ${mounted.stderr?.trim() || mounted.error?.message}`);
    const kept = () => filesIn(disk).map((file) => [file, readFileSync(path.join(disk, file), 'utf8')]);
    const again = () => run(['small/a', '--fresh', '--out', disk]);
    try {
      expect((await again()).code).toBe(0);
      const good = kept();
      expect(good.map(([file]) => file)).toEqual(['small/a/result.json', 'small/a/run.json']);

      const filler = path.join(disk, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(2 ** 20))).toThrow('ENOSPC');
      const full = await again();
      expect(full).toMatchObject({ code: 3, out: '' });
      expect(full.err).toMatch(/^collapse: cannot write [^\n]*: the disk is full; make room [^\n]*\n$/);
      rmSync(filler);
      expect(kept()).toEqual(good);

      mount('remount,ro,size=100k');
      const readOnly = await again();
      expect(readOnly).toMatchObject({ code: 3, out: '' });
      expect(readOnly.err).toMatch(/^collapse: cannot write [^\n]*: it is read-only; [^\n]*--out\n$/);
      expect(kept()).toEqual(good);
      expect((await callMain(workspace.root, 'run', 'small/a', '--json', '--out', disk)).out).toContain('"reused": true');

      mount('remount,rw,size=100k');
      expect((await again()).code).toBe(0);
      expect(kept().map(([file]) => file)).toEqual(['small/a/result.json', 'small/a/run.json']);
      expect(kept()[0]).toEqual(good[0]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  /** Preloaded into every thread: spoils something in worker threads after some calls of the clock that cells use. */
  function fault(name: string, action: string): SpawnOptions {
    const file = workspace.write(
      `${name}.cjs`,
      `if (!require('node:worker_threads').isMainThread) {
         const { performance } = require('node:perf_hooks');
         const now = performance.now.bind(performance);
         let calls = 0;
         performance.now = () => { if (++calls > 5) { ${action} } return now(); };
       }`,
    );
    return { env: { NODE_OPTIONS: `--require ${file}` } };
  }

  test('a cell that throws names its scenario and replicate; the others are kept', async () => {
    const out = ['--jobs', '1', '--out', below('thrown')];
    const { code, err } = await run(['small/a', ...out], fault('throws', `throw new Error('planted\\nfault')`));
    expect(code).toBe(3);
    expect(err).toMatch(/^collapse: a cell failed: small\/a, replicate \d: planted\\u000afault[^\n]*\n$/);
    expect(filesIn(below('thrown'))).toEqual(['small/a/journal.ndjson']);
    expect((await run(['small/a', ...out])).code).toBe(0);
    expect(filesIn(below('thrown'))).toEqual(['small/a/result.json', 'small/a/run.json']);
  });

  test('a worker that dies', async () => {
    const { code, err } = await run(['small/a', '--jobs', '1', '--out', below('died')], fault('dies', 'process.exit(7);'));
    expect(code).toBe(3);
    expect(err).toMatch(/^collapse: a cell failed: [^\n]*\n$/);
  });
});
