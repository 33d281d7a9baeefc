import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badInputOf, outcomeOf, runCollapse, startCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { lockFolder } from './folder-lock.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const lockOf = (folder: string) => below(folder, '.collapse-lock');
const lock = (folder: string) => lockFolder(below(folder), folder);
afterAll(() => workspace.remove());

/** A process that is no more. */
async function gonePid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

function heldBy(folder: string, pid: number, processStart: string | null): void {
  lock(folder)();
  writeFileSync(lockOf(folder), JSON.stringify({ pid, processStart, since: '2026-01-01T00:00:00.000Z' }));
}

describe('the lock of a folder', () => {
  test('makes the folder, binds until it is given back, and leaves nothing', () => {
    const unlock = lock('deep/plain');
    expect(badInputOf(() => lock('deep/plain')).message).toMatch(
      new RegExp(`^deep/plain: expected a folder that no other run [^\\n]* process ${process.pid} [^\\n]* since 20[^\\n]*--out$`),
    );
    expect(filesIn(below('deep/plain'))).toEqual(['.collapse-lock']);
    unlock();
    lock('deep/plain')();
    expect(filesIn(below('deep/plain'))).toEqual([]);
  });

  test('of a process that is gone does not bind', async () => {
    heldBy('gone', await gonePid(), null);
    const unlock = lock('gone');
    expect(JSON.parse(readFileSync(lockOf('gone'), 'utf8')).pid).toBe(process.pid);
    expect(() => lock('gone')).toThrow(/no other run/);
    unlock();
    expect(filesIn(below('gone'))).toEqual([]);
  });

  test('and what a process left that was killed while taking it', async () => {
    lock('half-taken')();
    const pid = await gonePid();
    for (const name of [`${pid}`, `${pid}-stale`, '1']) writeFileSync(`${lockOf('half-taken')}.${name}`, '');
    lock('half-taken')();
    // Of a running one it stays.
    expect(filesIn(below('half-taken'))).toEqual(['.collapse-lock.1']);
  });

  test('of a running process binds, whoever it belongs to', () => {
    heldBy('init', 1, null);
    expect(() => lock('init')).toThrow(/process 1 /);
  });

  test('of an earlier process with the number of a running one does not bind', ({ skip }) => {
    skip(!existsSync('/proc/self/stat'), 'this system does not tell when a process started');
    heldBy('reused', process.pid, '1');
    lock('reused')();
    expect(filesIn(below('reused'))).toEqual([]);
  });

  test.each(['', '{"pid": ', 'null', '{}', '{"pid": -1}'])('that says nothing does not bind: %s', (text) => {
    lock('broken')();
    writeFileSync(lockOf('broken'), text);
    lock('broken')();
    expect(filesIn(below('broken'))).toEqual([]);
  });
});

describe('two runs into one folder', () => {
  const argv = ['run', 'small/a', '--jobs', '1', '--fresh', '--out', below('out')];
  beforeAll(() => {
    const system = { ...(gaussianScenario().system as object), representation: 'points' };
    workspace.scenario('small/a', gaussianScenario({ system, samples: 500, generations: 200, observe: [200], replicates: 100 }));
  });

  test('the second is told who writes, and spoils nothing; killed, the first does not stand in its way', async () => {
    expect((await runCollapse(workspace.root, [...argv.slice(0, -1), below('alone')])).code).toBe(0);
    const started = async () => {
      const child = startCollapse(workspace.root, argv);
      const over = outcomeOf(child);
      while (!existsSync(lockOf('out'))) await sleep(5);
      return { pid: child.pid!, over };
    };
    const first = await started();
    process.kill(-first.pid, 'SIGSTOP');
    const second = await runCollapse(workspace.root, argv);
    expect({ code: second.code, out: second.out }).toEqual({ code: 2, out: '' });
    expect(second.err).toMatch(new RegExp(`^collapse: out: expected [^\\n]* process ${first.pid} [^\\n]*\\n$`));
    process.kill(-first.pid, 'SIGCONT');
    expect((await first.over).code).toBe(0);
    expect(filesIn(below('out'))).toEqual(['small/a/result.json', 'small/a/run.json']);
    const record = () => readFileSync(below('out/small/a/result.json'), 'utf8');
    expect(record()).toBe(readFileSync(below('alone/small/a/result.json'), 'utf8'));

    const killed = await started();
    process.kill(-killed.pid, 'SIGKILL');
    await killed.over;
    expect(existsSync(lockOf('out'))).toBe(true);
    expect((await runCollapse(workspace.root, argv)).code).toBe(0);
    expect(filesIn(below('out'))).toEqual(['small/a/result.json', 'small/a/run.json']);
    expect(record()).toBe(readFileSync(below('alone/small/a/result.json'), 'utf8'));
  }, 60_000);
});
