import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemOf } from '../catalog.js';
import { formatResult, parseResult, type Result } from '../record/result.js';
import { readDurations } from '../shard/durations.js';
import { callMain, runCollapse } from '../testing/collapse.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
const collapse = (...argv: string[]) => runCollapse(workspace.root, argv);
/** In this process: fit where every record is there already, so that no worker is started. */
const reusing = (...argv: string[]) => callMain(workspace.root, ...argv);
const file = path.join(workspace.baselines, 'small', 'a.json');
let accepted: string;
beforeAll(async () => {
  workspace.scenario('small/a', gaussianScenario());
  workspace.scenario('small/b', discreteScenario());
  const { code, out } = await collapse('accept', 'small/a', 'small/b');
  expect(code).toBe(0);
  expect(out).toBe('small/a: first baseline\nsmall/b: first baseline\n');
  accepted = readFileSync(file, 'utf8');
}, 60_000);
afterAll(() => workspace.remove());

/** The baseline of small/a after a change. */
function edited(change: (baseline: Result) => void): void {
  const baseline = parseResult(accepted, file);
  change(baseline);
  writeFileSync(file, formatResult(baseline));
}

describe('collapse verify', () => {
  test('reproduced: exit code 0', async () => {
    writeFileSync(file, accepted);
    const { code, out, err } = await collapse('verify', 'small/*', '--fresh');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^small\/a +4 +exact +\d+ exact, max \|z\| /m);
    expect(out).toMatch(/^Reproduced: 2 exact; all \d+ theory rows hold/m);
  });

  test('fewer replicates are held against the same baseline, one alone too', async () => {
    for (const replicates of ['3', '1']) {
      const { code, out } = await collapse('verify', 'small/*', '--replicates', replicates, '--out', `${workspace.root}/fewer`);
      expect(out).toMatch(/^Reproduced: 2 exact/m);
      expect(code).toBe(0);
    }
  });

  test('a changed number: exit code 1, naming scenario, generation, metric and both values', async () => {
    let before = 0;
    edited((baseline) => {
      before = baseline.values['w2-squared'][1][2] as number;
      baseline.values['w2-squared'][1][2] = 0.5;
    });
    const { code, out } = await reusing('verify', 'small/*');
    expect(code).toBe(1);
    expect(out).toContain(
      `DIFFERENT small/a: w2-squared at generation 2, replicate 2: baseline 0.5, now ${before}\n` +
        '  run it again: pnpm collapse verify small/a --fresh\n',
    );
    expect(out).toContain('NOT reproduced: 1 different, 1 exact;');
    expect(out).not.toContain('DIFFERENT small/b');
  });

  test('prints JSON and nothing else with --json', async () => {
    edited((baseline) => {
      baseline.values['w2-squared'][1][2] = 0.5;
    });
    const { code, out, err } = await reusing('verify', 'small/*', '--json', '--strict');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { reproduced, scenarios, theoryFailures } = JSON.parse(out);
    expect(reproduced).toBe(false);
    expect(theoryFailures).toEqual([]);
    expect(scenarios[0]).toMatchObject({
      scenario: 'small/a',
      replicates: 4,
      verdict: { kind: 'different', first: { metric: 'w2-squared', generation: 2, replicate: 2, baseline: '0.5' } },
      rerun: 'pnpm collapse verify small/a --fresh',
    });
    expect(scenarios[1].verdict).toEqual({ kind: 'exact', cells: 4 });
  });

  test('no baseline: exit code 1, with what to do', async () => {
    rmSync(file);
    const { code, out } = await reusing('verify', 'small/a');
    expect(code).toBe(1);
    expect(out).toContain('MISSING small/a: no baseline\n  review the result, then `pnpm collapse accept small/a`\n');
  });

  test.each<[string, () => void]>([
    ['cut off', () => writeFileSync(file, accepted.slice(0, accepted.length / 2))],
    ['empty', () => writeFileSync(file, '')],
    [
      'a folder',
      () => {
        rmSync(file, { force: true });
        mkdirSync(file);
      },
    ],
    ['of another format version', () => writeFileSync(file, accepted.replace('"formatVersion": 1', '"formatVersion": 2'))],
  ])('a baseline that is %s is missing, and the others are still held: exit code 1', async (_what, spoil) => {
    rmSync(file, { force: true });
    spoil();
    const { code, out, err } = await reusing('verify', 'small/*');
    rmSync(file, { force: true, recursive: true });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^MISSING small\/a: unreadable baseline: baselines\/small\/a\.json/m);
    expect(out).toMatch(/^small\/b +4 +exact/m);
  });

  test('another seed, or a scenario that has changed since: incomparable, exit code 1', async () => {
    writeFileSync(file, accepted);
    const other = ['--out', path.join(workspace.root, 'other')];
    const seeded = await collapse('verify', 'small/a', '--seed', '2', ...other);
    expect(seeded.code).toBe(1);
    expect(seeded.out).toContain('INCOMPARABLE small/a: the baseline is of another scenario: its seed is 1, not 2');
    workspace.scenario('small/a', gaussianScenario({ samples: 21 }));
    const changed = await collapse('verify', 'small/a', ...other);
    workspace.scenario('small/a', gaussianScenario());
    expect(changed.code).toBe(1);
    expect(changed.out).toContain('the scenario has changed since');
  });
});

const metricOf = (id: string) => systemOf('gaussian').metrics.find((metric) => metric.id === id)!;

describe('collapse accept', () => {
  test('takes down what a cell took, for shards to be balanced by', () => {
    const seconds = readDurations(workspace);
    expect(Object.keys(seconds)).toEqual(['small/a', 'small/b']);
    for (const each of Object.values(seconds)) expect(each).toBeGreaterThan(0);
  });

  test('leaves an equal baseline alone', async () => {
    writeFileSync(file, accepted);
    const { code, out } = await reusing('accept', 'small/a');
    expect({ code, out }).toEqual({ code: 0, out: 'small/a: unchanged\n' });
    expect(readFileSync(file, 'utf8')).toBe(accepted);
  });

  test('prints each shift of a mean, and no other', async () => {
    edited((baseline) => {
      baseline.values['w2-squared'][1] = [1, 1, 1, 1];
    });
    const { code, out } = await reusing('accept', 'small/a');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe('small/a: new baseline (same scenario, other numbers); 4 of 24 values differ');
    expect(lines).toHaveLength(2);
    const shift =
      /^ {2}w2-squared at generation 2: mean 1 \(se 0\) -> (0\.\d+) \(se [^)]+\), by (-0\.\d+) \((\d+(?:\.\d+)?) margins\)$/;
    const [, mean, by, margins] = shift.exec(lines[1])!.map(Number);
    expect(by).toBeCloseTo(mean - 1, 3);
    // Its margin is relative to the old mean, here 1.
    expect(margins * Number(metricOf('w2-squared').margin.value)).toBeCloseTo(-by, 1);
    expect(readFileSync(file, 'utf8')).toBe(accepted);
  });

  test('says how many values differ where no mean moves', async () => {
    edited((baseline) => {
      const row = baseline.values['w2-squared'][1];
      [row[0], row[1]] = [row[1], row[0]];
    });
    const { out } = await reusing('accept', 'small/a');
    expect(out).toBe('small/a: new baseline (same scenario, other numbers); 2 of 24 values differ\n');
  });

  test('refuses a tree with changes since its commit, before it runs anything', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace.root, stdio: 'ignore' });
    git('init', '-q');
    try {
      const { code, out, err } = await reusing('accept', 'small/a');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^collapse: expected a tree without changes since its last commit, got changes in benchmarks\//);
      expect((await reusing('accept', 'small/a', '--dirty')).code).toBe(0);
    } finally {
      rmSync(path.join(workspace.root, '.git'), { recursive: true, force: true });
    }
  });

  test('says when the scenario changed, or the old baseline cannot be read', async () => {
    edited((baseline) => {
      baseline.scenarioHash = 'a'.repeat(64);
    });
    expect((await reusing('accept', 'small/a')).out).toContain('new baseline (the scenario changed)');
    writeFileSync(file, accepted.slice(0, 300));
    const { out } = await reusing('accept', 'small/a', '--json');
    expect(JSON.parse(out).accepted).toEqual([
      { scenario: 'small/a', change: expect.stringContaining('replaced an unreadable baseline'), shifts: [] },
    ]);
    expect(readFileSync(file, 'utf8')).toBe(accepted);
  });

  test('keeps theory out of the baseline: it follows from the values', () => {
    expect(parseResult(accepted, file).theory).toEqual([]);
  });
});
