import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../run/environment.js';
import { codeHash } from '../run/fingerprint.js';
import { loadScenario } from '../scenario/load.js';
import { callMain, type Outcome, outcomeOf, startCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { redisIsHere, startRedis, type TestRedis } from '../testing/redis.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';
import { PREFIX, queueName } from './connect.js';
import { sayPresent } from './presence.js';
import { type CellRequest, requestId, requestOf } from './request.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const children: ChildProcess[] = [];
let redis: TestRedis;
let client: Redis;
let queue: Queue;
const code = { codeHash: '', lockfileHash: '' as string | null };

/** A child of this test, which does not outlive it. */
function started(child: ChildProcess): ChildProcess {
  children.push(child);
  return child;
}

const collapse = (...argv: string[]): Promise<Outcome> => outcomeOf(started(startCollapse(workspace.root, argv)));
/** In this process: a run that fills a queue computes nothing itself. */
const run = (out: string, ...argv: string[]) =>
  callMain(workspace.root, 'run', ...argv, '--out', below(out), '--queue', redis.url);
const work = (...argv: string[]) => collapse('worker', '--queue', redis.url, '--jobs', '1', '--until-empty', ...argv);
const quickWorker = () => {
  const script = path.join(ownRoot, 'packages/harness/src/testing/quick-worker.mjs');
  return started(spawn(process.execPath, [script, workspace.root, redis.url, '1'], { stdio: ['ignore', 'ignore', 'inherit'] }));
};
/** Comes back when cells wait. */
async function filled(): Promise<void> {
  while ((await queue.getWaitingCount()) < 4) await sleep(20);
}
const result = (out: string, id: string) => readFileSync(below(out, id, 'result.json'), 'utf8');
const requestFor = (id: string, replicate: number, changes: Partial<CellRequest> = {}): CellRequest => ({
  ...requestOf(loadScenario(workspace, id), replicate, 'portable', code),
  ...changes,
});

// Workers are processes, and take their time on a busy machine.
describe.skipIf(!redisIsHere)('a queue (skipped where there is no redis-server)', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    const points = { ...(gaussianScenario().system as object), representation: 'points' };
    const long = { system: points, samples: 1000, generations: 200, observe: [1, 200] };
    workspace.scenario('small/a', gaussianScenario({ ...long, replicates: 16 }));
    const real = { kind: 'uniform', states: 4 };
    // Draws pictures.
    workspace.scenario('small/b', discreteScenario({ system: { id: 'discrete', representation: 'points', real } }));
    workspace.scenario('other/c', gaussianScenario());
    code.codeHash = codeHash();
    code.lockfileHash = environment().lockfile;
    redis = await startRedis();
    client = new Redis({ port: redis.port, maxRetriesPerRequest: null });
    client.on('error', () => {});
    queue = new Queue(queueName(code.codeHash), { connection: client, prefix: PREFIX });
    queue.on('error', () => {});
    const { code: exit } = await collapse('run', 'small/*', 'other/*', '--jobs', '2', '--out', below('whole'));
    expect(exit).toBe(0);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await queue.obliterate({ force: true });
  });
  afterAll(async () => {
    await queue?.close();
    client?.disconnect();
    await redis?.stop();
    workspace.remove();
  });

  test('gives the bytes of a run in one go, though workers are killed in the middle of cells', async () => {
    const stalled = new Set<string>();
    const events = new QueueEvents(queue.name, { connection: client, prefix: PREFIX });
    events.on('stalled', ({ jobId }) => stalled.add(jobId));
    await events.waitUntilReady();
    const ended = run('queued', 'small/*', '--json');
    const workers = [quickWorker(), quickWorker(), quickWorker()];
    const lost: string[] = [];
    for (const victim of workers.slice(0, 2)) {
      for (let mine: string[] = []; mine.length === 0; await sleep(5)) {
        mine = (await queue.getActive()).flatMap(({ id, processedBy }) => (processedBy?.endsWith(`-${victim.pid}`) ? [id!] : []));
        if (mine.length === 0) continue;
        victim.kill('SIGKILL');
        lost.push(...mine);
      }
    }
    const { code: exit, out, err } = await ended;
    await events.close();
    expect({ exit, err: err.match(/^collapse: (?!worker \S+ is (here|gone)|no worker is at).*/gm) }).toEqual({
      exit: 0,
      err: null,
    });
    // What was taken from the dead was in the middle of being computed.
    expect(lost.length).toBeGreaterThanOrEqual(2);
    expect(stalled.size).toBeGreaterThan(0);
    const files = filesIn(below('whole')).filter((file) => file.startsWith('small/'));
    expect(filesIn(below('queued'))).toEqual(files);
    for (const file of files.filter((name) => !name.endsWith('run.json'))) {
      expect(readFileSync(below('queued', file), 'utf8'), file).toBe(readFileSync(below('whole', file), 'utf8'));
    }
    // No cell was counted twice, and each has its worker.
    const info = JSON.parse(readFileSync(below('queued/small/a/run.json'), 'utf8'));
    const [first, second, third] = workers.map(({ pid }) => pid);
    expect(info.workers.reduce((sum: number, { cells }: { cells: number }) => sum + cells, 0)).toBe(16);
    for (const { worker } of info.workers) expect(worker).toMatch(new RegExp(`-(${first}|${second}|${third})$`));
    expect(info.workers[0].environment.lockfile).toBe(code.lockfileHash);
    expect(JSON.parse(out).scenarios.map(({ replicates }: { replicates: number }) => replicates)).toEqual([16, 4]);
    // What was collected is not kept.
    expect(await queue.getJobCounts()).toMatchObject({ completed: 0, failed: 0, active: 0, delayed: 0, waiting: 0 });
  });

  test('keeps the cells of a run that was interrupted; the same command collects them', async () => {
    const child = started(startCollapse(workspace.root, ['run', 'small/b', '--out', below('again'), '--queue', redis.url]));
    const outcome = outcomeOf(child);
    await filled();
    child.kill('SIGINT');
    const { code: exit, err } = await outcome;
    expect(exit).toBe(130);
    expect(err).toMatch(/^collapse: the cells stay in the queue: [^\n]*\ncollapse: interrupted; /m);
    const worker = await work();
    expect(worker).toMatchObject({ code: 0, out: 'Nothing left: 4 cells done.\n' });
    // Nobody is there to compute anything.
    expect((await run('again', 'small/b')).code).toBe(0);
    expect(result('again', 'small/b')).toBe(result('whole', 'small/b'));
    expect(await queue.getCompletedCount()).toBe(0);
  });

  test('survives a Redis that loses all it had', async () => {
    const ended = run('forgotten', 'small/b');
    await filled();
    await redis.restart();
    await filled();
    expect((await work()).code).toBe(0);
    const { code: exit, err } = await ended;
    expect({ exit, err: err.match(/connection to \S+ is \w+/g) }).toEqual({
      exit: 0,
      err: [`connection to ${redis.url} is lost`, `connection to ${redis.url} is back`],
    });
    expect(result('forgotten', 'small/b')).toBe(result('whole', 'small/b'));
  });

  test('holds what is no request for this worker: refused with one line each, and left to others where others may know', async () => {
    const good = requestFor('small/b', 3);
    const add = (data: unknown, jobId: string) => queue.add('cell', data, { jobId, attempts: 3 });
    const outside = { ...good, scenario: '../../outside' } as CellRequest;
    workspace.write('outside.json', gaussianScenario());
    await add(outside, requestId(outside));
    await add({ ...good, replicate: 2 }, 'another-name');
    await add({ run: 'process.exit(9)' }, 'code');
    const unable: [string, CellRequest][] = [
      ['it is of other code (cccccccccccc)', requestFor('small/b', 0, { codeHash: 'c'.repeat(64) })],
      ['the scenario is not in this checkout', requestFor('small/b', 0, { scenario: 'small/z' })],
      ['it is another version of the scenario (dddddddddddd)', requestFor('other/c', 0, { scenarioHash: 'd'.repeat(64) })],
      ['it is to be computed in class "x64, avx9"', requestFor('small/b', 0, { environmentClass: 'x64, avx9' })],
    ];
    for (const [, request] of unable) await add(request, requestId(request));
    await add(good, requestId(good));
    const run1 = { name: 'laptop-1', codeHash: 'e'.repeat(64), commit: 'f'.repeat(40), left: 3 };
    await sayPresent(client, 'runs', run1);
    const { code: exit, out, err } = await work();
    expect({ exit, out }).toEqual({ exit: 3, out: 'Nothing left: 1 cells done, 3 attempts failed.\n' });
    const lines = err.split('\n').filter((line) => line.includes('refused'));
    for (const [reason, { scenario }] of unable) {
      expect(lines.filter((line) => line.startsWith(`collapse: refused ${scenario}: ${reason}`))).toHaveLength(1);
    }
    expect(lines.filter((line) => line.startsWith('collapse: refused: cell '))).toHaveLength(3);
    expect(lines).toContainEqual(
      expect.stringContaining('refused the cells of run laptop-1: they are of other code (eeeeeeeeeeee, commit'),
    );
    expect(lines).toHaveLength(8);
    // What is malformed is tried by nobody else; the rest waits for others.
    expect((await queue.getFailed()).map(({ attemptsMade }) => attemptsMade)).toEqual([1, 1, 1]);
    expect(await queue.getDelayedCount()).toBe(4);
    expect(await queue.getCompletedCount()).toBe(1);
  });

  test('whose answers are forged: exit code 1, nothing written of that scenario, and computed rightly the next time', async () => {
    const ended = run('forged', 'small/b', 'other/c');
    const forger = new Worker(
      queue.name,
      async ({ data }) => (data.scenario === 'small/b' && data.replicate === 2 ? { formatVersion: 1, line: 'x' } : await never()),
      { connection: client, prefix: PREFIX, name: 'forger', concurrency: 8 },
    );
    const never = () => Promise.reject(new Error('the disk is full'));
    forger.on('error', () => {});
    const { code: exit, out, err } = await ended;
    await forger.close();
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toMatch(
      /^collapse: the result of small\/b, replicate 2: expected a whole line of a journal, got a torn or changed one; it is not used; the same command asks for it again$/m,
    );
    expect(filesIn(below('forged')).filter((file) => file.endsWith('.json'))).toEqual([]);
    const [again] = await Promise.all([run('forged', 'small/b', 'other/c'), filled().then(() => work())]);
    expect(again.code).toBe(0);
    for (const id of ['small/b', 'other/c']) expect(result('forged', id)).toBe(result('whole', id));
  });

  test('of a cell that throws on every worker that takes it: three attempts, then exit code 3', async () => {
    const tried = new Map<number, number>();
    const ended = run('thrown', 'other/c');
    const worker = new Worker(
      queue.name,
      async ({ data }) => {
        tried.set(data.replicate, (tried.get(data.replicate) ?? 0) + 1);
        throw new Error(`other/c, replicate ${data.replicate}: no memory\x1b[31m`);
      },
      { connection: client, prefix: PREFIX, concurrency: 8 },
    );
    const { code: exit, err } = await ended;
    await worker.close();
    expect(exit).toBe(3);
    expect(err).toMatch(/^collapse: a cell failed: other\/c, replicate \d: no memory\\u001b\[31m \(and 3 more\)$/m);
    expect([...tried.values()]).toEqual([3, 3, 3, 3]);
    expect(existsSync(below('thrown/other/c/result.json'))).toBe(false);
  });

  test('serves verify as well, and reuses what is finished', async () => {
    cpSync(below('whole/other/c/result.json'), below('baselines/other/c.json'));
    cpSync(below('whole/other'), below('verified/other'), { recursive: true });
    const verify = ['verify', 'other/c', '--out', below('verified'), '--queue', redis.url];
    const reused = await callMain(workspace.root, ...verify);
    expect(reused.out).toContain('1 of 1 results were reused from verified');
    const [fresh, worker] = await Promise.all([callMain(workspace.root, ...verify, '--fresh'), filled().then(() => work())]);
    expect(fresh.out).toMatch(/^Reproduced: 1 exact/m);
    expect(worker.out).toBe('Nothing left: 4 cells done.\n');
  });
});

describe('bad input', () => {
  test.each<[string, string[], number, RegExp]>([
    ['no address', ['worker'], 2, /expected a queue and nothing else, got none/],
    ['a bad address', ['run', 'other/c', '--queue', 'http://me:sesame@host'], 2, /got http:\/\/\*\*\*@host; write --queue/],
    [
      'a refused connection',
      ['worker', '--queue', 'redis://:sesame@127.0.0.1:9'],
      3,
      /no queue at redis:\/\/127\.0\.0\.1:9\/0: the connection is refused/,
    ],
    [
      'threads of a run that has none',
      ['run', 'other/c', '--queue', 'redis://h', '--jobs', '2'],
      2,
      /give --jobs to the workers/,
    ],
    ['a shard', ['run', 'other/c', '--queue', 'redis://h', '--shard', '1/2', '--out', 'x'], 2, /a queue deals the cells itself/],
  ])('%s: one line', async (_what, argv, exit, says) => {
    workspace.scenario('other/c', gaussianScenario());
    const outcome = await callMain(workspace.root, ...argv);
    expect(outcome).toMatchObject({ code: exit, out: '' });
    expect(outcome.err).toMatch(says);
    expect(outcome.err).toMatch(/^collapse: [^\n]*\n$/);
    expect(outcome.err).not.toContain('sesame');
  });

  test.skipIf(!redisIsHere)('a password that is wrong', async () => {
    const guarded = await startRedis('--requirepass', 'sesame');
    try {
      const outcome = await callMain(workspace.root, 'worker', '--queue', `redis://:open@127.0.0.1:${guarded.port}`);
      expect(outcome).toMatchObject({ code: 2, out: '' });
      expect(outcome.err).toMatch(
        /^collapse: redis:\/\/127\.0\.0\.1:\d+\/0: expected a user and password of that Redis, got [^\n]*\n$/,
      );
      expect(outcome.err).not.toContain('open');
    } finally {
      await guarded.stop();
    }
  });
});
