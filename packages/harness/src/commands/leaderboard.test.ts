import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitObject } from '../leaderboard/git-object.js';
import type { Leaderboard } from '../leaderboard/schema.js';
import { formatResult, parseResult } from '../record/result.js';
import { loadScenario } from '../scenario/load.js';
import { committedSchemas } from '../scenario/write-schemas.js';
import { callMain } from '../testing/collapse.js';
import { gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

const workspace = temporaryWorkspace();
const leaderboard = (...argv: string[]) => callMain(workspace.root, 'leaderboard', ...argv);
const files = ['LEADERBOARD.md', 'leaderboard.json'].map((name) => path.join(workspace.root, 'benchmarks', name));
const read = () => files.map((file) => readFileSync(file, 'utf8'));
const accept = async (id: string, change: (text: string) => string = (text) => text) =>
  workspace.write(`baselines/${id}.json`, change(formatResult(await resultFrom(loadScenario(workspace, id)))));
beforeAll(async () => {
  const size = { replicates: 30, generations: 10, observe: [1, 10] };
  workspace.scenario('grid/gaussian/replace', gaussianScenario(size));
  const accumulate = { id: 'accumulate', keepReal: true };
  workspace.scenario('grid/gaussian/accumulate', gaussianScenario({ ...size, mitigation: accumulate }));
  for (const id of ['grid/gaussian/replace', 'grid/gaussian/accumulate']) await accept(id);
});
afterAll(() => workspace.remove());

describe('collapse leaderboard', () => {
  test('writes the page and its data, and twice gives the same bytes', async () => {
    const { code, out, err } = await leaderboard();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'wrote benchmarks/LEADERBOARD.md\nwrote benchmarks/leaderboard.json\nScores: 2 in gaussian; 2 mitigations ranked over 1 systems.\n',
    );
    const first = read();
    expect((await leaderboard()).code).toBe(0);
    expect(read()).toEqual(first);
    expect(first[0]).toMatch(/^\| 1 \| `accumulate` \| 1\.00 \| 0\.\d+ \[0\.\d+, 0\.\d+\] \| 1 \| 6× \| 1× \| all \|$/m);
    expect(first[0]).toContain('**30 replicates, fewer than 200: intervals are rough.**');
    expect(first[0]).toContain('](../baselines/grid/gaussian/accumulate.json)');
  });

  test('with --json prints what it would write, and writes nothing', async () => {
    const [, data] = read();
    for (const file of files) rmSync(file);
    expect(await leaderboard('--json')).toEqual({ code: 0, out: data, err: '' });
    expect(files.map(existsSync)).toEqual([false, false]);
  });
});

describe('collapse leaderboard --check', () => {
  test('passes on what was just written and writes nothing', async () => {
    await leaderboard();
    const before = read();
    expect(await leaderboard('--check')).toMatchObject({
      code: 0,
      out: 'benchmarks/LEADERBOARD.md and benchmarks/leaderboard.json: up to date\n',
    });
    expect(read()).toEqual(before);
  });

  test('fails on an edited page, on missing data, and says which and what to type', async () => {
    await leaderboard();
    workspace.write('benchmarks/LEADERBOARD.md', read()[0].replace('| 1 | `accumulate`', '| 1 | `mine`'));
    rmSync(files[1]);
    const { code, out } = await leaderboard('--check');
    expect(code).toBe(1);
    expect(out).toMatch(/^STALE benchmarks\/LEADERBOARD\.md: line \d+ differs from what baselines\/ gives$/m);
    expect(out).toMatch(/^STALE benchmarks\/leaderboard\.json: it does not exist$/m);
    expect(out).toContain('pnpm collapse leaderboard');
    await leaderboard();
    workspace.write('benchmarks/LEADERBOARD.md', `${read()[0]}more\n`);
    expect((await leaderboard('--check')).code).toBe(1);
  });

  test('fails when a baseline has changed, in its last digit', async () => {
    await leaderboard();
    await accept('grid/gaussian/accumulate', (text) =>
      text.replace(/(\d)\]\n {4}\]/, (_, digit) => `${(Number(digit) + 1) % 10}]\n    ]`),
    );
    const { code, out } = await leaderboard('--check');
    expect(out).toContain('STALE benchmarks/leaderboard.json');
    expect(code).toBe(1);
    await accept('grid/gaussian/accumulate');
    expect((await leaderboard('--check')).code).toBe(0);
  });
});

describe('what cannot be ranked', () => {
  test('is explained: no replace, no scenarios, no such option', async () => {
    const other = temporaryWorkspace();
    const call = (...argv: string[]) => callMain(other.root, 'leaderboard', ...argv);
    expect(await call()).toMatchObject({
      code: 2,
      err: expect.stringContaining('scenarios called grid/SYSTEM/MITIGATION, got none'),
    });
    other.scenario('grid/gaussian/accumulate', gaussianScenario({ mitigation: { id: 'accumulate', keepReal: true } }));
    expect(await call()).toMatchObject({
      code: 2,
      err: expect.stringContaining('got none (gaussian: no `replace` to compare with); accept baselines of grid/*/*'),
    });
    other.scenario('grid/gaussian/replace', gaussianScenario());
    expect((await call()).err).toContain('no result of `replace`: no result yet: pnpm collapse accept grid/gaussian/replace');
    expect(await call('gaussian')).toMatchObject({ code: 2 });
    expect(await call('--check', '--json')).toMatchObject({ code: 2 });
    expect(existsSync(path.join(other.root, 'benchmarks', 'LEADERBOARD.md'))).toBe(false);
    other.remove();
  });
});

describe('the committed leaderboard', () => {
  const page = readFileSync(path.join(ownRoot, 'benchmarks', 'LEADERBOARD.md'), 'utf8');
  const board: Leaderboard = JSON.parse(readFileSync(path.join(ownRoot, 'benchmarks', 'leaderboard.json'), 'utf8'));
  const rows = board.systems.flatMap((system) => system.rows);

  test('fits its committed schema, to a validator that knows nothing of our tools', () => {
    const check = new Ajv().compile(JSON.parse(committedSchemas()['leaderboard.schema.json']));
    check(board);
    expect(check.errors).toBeNull();
    expect(check({ ...board, aspect: 'beauty' })).toBe(false);
  });

  test('names records that are there, by links from its page', () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const { record } of rows) {
      expect(existsSync(path.join(ownRoot, record)), record).toBe(true);
      expect(page).toContain(`](../${record})`);
    }
  });

  test('names the content of records as git does: a record read and formatted again has the bytes of its file', () => {
    for (const { record } of rows.filter((_, i) => i % 20 === 0)) {
      const text = readFileSync(path.join(ownRoot, record), 'utf8');
      expect(gitObject(formatResult(parseResult(text, record))), record).toBe(gitObject(text));
    }
  });
});
