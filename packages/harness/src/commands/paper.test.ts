import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitObject } from '../leaderboard/git-object.js';
import type { PaperReport } from '../paper/report.js';
import { committedSchemas } from '../scenario/write-schemas.js';
import { callMain } from '../testing/collapse.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

/** All scenarios, and the records of a few. */
const RECORDS = ['paper/errata/alpha-gamma-zero', 'vae/resampled', 'gaussian/fig5-m100'];

const workspace = temporaryWorkspace();
const paper = (...argv: string[]) => callMain(workspace.root, 'paper', ...argv);
const files = ['PAPER.md', 'paper.json'].map((name) => path.join(workspace.root, 'benchmarks', name));
const read = () => files.map((file) => readFileSync(file, 'utf8'));
const record = (id: string) => `baselines/${id}.json`;
const restore = (id: string) => {
  mkdirSync(path.dirname(path.join(workspace.root, record(id))), { recursive: true });
  copyFileSync(path.join(ownRoot, record(id)), path.join(workspace.root, record(id)));
};
beforeAll(() => {
  cpSync(path.join(ownRoot, 'benchmarks', 'scenarios'), workspace.scenarios, { recursive: true });
  RECORDS.forEach(restore);
});
afterAll(() => workspace.remove());

describe('collapse paper', () => {
  test('writes the page and its data, and --json prints the same bytes and writes nothing', async () => {
    const { code, out, err } = await paper();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^wrote benchmarks\/PAPER\.md\nwrote benchmarks\/paper\.json\n14 figures, readings: .*\. 16 errata: .*\.\n$/,
    );
    const [, data] = read();
    for (const file of files) rmSync(file);
    expect(await paper('--json')).toEqual({ code: 0, out: data, err: '' });
    expect(files.map(existsSync)).toEqual([false, false]);
  });

  test('what has no record is not run, and nothing is drawn of it', async () => {
    const report: PaperReport = JSON.parse((await paper('--json')).out);
    const figure = (id: string) => report.figures.find((each) => each.id === id)!;
    expect(figure('fig13')).toMatchObject({ verdict: 'not run here', charts: [] });
    expect(figure('fig13').readings.every(({ ours }) => ours === null)).toBe(true);
    expect(figure('fig5').readings[0]).toMatchObject({
      verdict: 'agrees',
      ours: { scenario: 'gaussian/fig5-m100', replicates: 50 },
    });
    expect(figure('fig5').readings[1]).toMatchObject({ verdict: 'not run here', ours: null });
    expect(report.errata.filter(({ status }) => status === 'shown').map(({ id }) => id)).toEqual(['alpha-gamma']);
    const drawn = [...report.figures, ...report.errata].flatMap(({ charts }) => charts.flatMap(({ series }) => series));
    expect([...new Set(drawn.filter(({ kind }) => kind === 'ours').map(({ scenario }) => scenario))].sort()).toEqual(
      RECORDS.filter((id) => !id.startsWith('paper')).sort(),
    );
  });

  test('--check fails on an edited page, missing data and a record changed in a late digit', async () => {
    await paper();
    expect(await paper('--check')).toMatchObject({
      code: 0,
      out: 'benchmarks/PAPER.md and benchmarks/paper.json: up to date\n',
    });
    workspace.write('benchmarks/PAPER.md', read()[0].replace('**agrees**', '**differs**'));
    rmSync(files[1]);
    const edited = await paper('--check');
    expect(edited.code).toBe(1);
    expect(edited.out).toMatch(/^STALE benchmarks\/PAPER\.md: line \d+ differs from what baselines\/ gives$/m);
    expect(edited.out).toMatch(/^STALE benchmarks\/paper\.json: it does not exist$/m);
    expect(edited.out).toContain('pnpm collapse paper');
    await paper();
    // The last digits of a double may be of no account.
    const changed = readFileSync(path.join(ownRoot, record(RECORDS[2])), 'utf8').replace(
      /(\d)(\d{3}\]\n {4}\])/,
      (_, digit, rest) => `${(Number(digit) + 1) % 10}${rest}`,
    );
    workspace.write(record(RECORDS[2]), changed);
    expect(await paper('--check')).toMatchObject({ code: 1, out: expect.stringContaining('STALE benchmarks/paper.json') });
    restore(RECORDS[2]);
    expect((await paper('--check')).code).toBe(0);
  });

  test('refuses what it does not know, and a checkout without its scenarios', async () => {
    expect(await paper('fig4')).toMatchObject({ code: 2, err: expect.stringContaining('options alone') });
    expect(await paper('--check', '--json')).toMatchObject({ code: 2 });
    const empty = temporaryWorkspace();
    const { code, err } = await callMain(empty.root, 'paper');
    empty.remove();
    expect(code).toBe(2);
    expect(err).toContain('discrete/fig3-bimodal');
  });
});

describe('the committed report', () => {
  const page = readFileSync(path.join(ownRoot, 'benchmarks', 'PAPER.md'), 'utf8');
  const report: PaperReport = JSON.parse(readFileSync(path.join(ownRoot, 'benchmarks', 'paper.json'), 'utf8'));
  const entries = [...report.figures, ...report.errata];
  const charts = entries.flatMap((entry) => entry.charts);

  test('fits its committed schema, to a validator that knows nothing of our tools', () => {
    const check = new Ajv().compile(JSON.parse(committedSchemas()['paper.schema.json']));
    check(report);
    expect(check.errors).toBeNull();
    expect(check({ ...report, paper: 'another' })).toBe(false);
  });

  test('has every figure from 3 to 15, the example texts and all sixteen errata', () => {
    const numbers = Array.from({ length: 13 }, (_, i) => `fig${i + 3}`);
    expect(report.figures.map(({ id }) => id)).toEqual([...numbers, 'example-texts']);
    expect(report.errata.map(({ number }) => number)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    for (const { errata } of report.figures) for (const number of errata) expect(report.errata[number - 1].number).toBe(number);
  });

  test('has charts with names of their own whose series are whole: as many ends as points, and points between their ends', () => {
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
    for (const { id, y: axis, series } of charts) {
      for (const { name, x, y, lower, upper } of series) {
        const lengths = [x, y, lower ?? x, upper ?? x].map((each) => each.length);
        expect(new Set(lengths).size, `${id}: ${name}`).toBe(1);
        y.forEach((value, i) => {
          expect(Number.isFinite(value)).toBe(true);
          if (axis.scale === 'log') expect(value, `${id}: ${name}`).toBeGreaterThan(0);
          expect(lower?.[i] ?? value, `${id}: ${name}`).toBeLessThanOrEqual(value);
          expect(upper?.[i] ?? value, `${id}: ${name}`).toBeGreaterThanOrEqual(value);
        });
      }
    }
  });

  test('names the content of its records as git does, by links from its page', () => {
    const runs = entries.flatMap((entry) => entry.runs);
    expect(runs.filter(({ record: file }) => file !== null).length).toBeGreaterThan(50);
    for (const { scenario, record: file, recordObject, without } of runs) {
      expect(file === null, scenario).toBe(without !== null);
      if (file === null) continue;
      expect(page).toContain(`](../${file})`);
      expect(gitObject(readFileSync(path.join(ownRoot, file), 'utf8')), file).toBe(recordObject);
    }
  });

  test('takes no number at another scale for agreement with a network of the paper', () => {
    for (const { readings, runs } of report.figures) {
      const small = runs.filter(({ paperScale, scenario }) => !paperScale && /(^|\/)(vae|llm)\//.test(scenario));
      for (const { ours, verdict } of readings) {
        if (small.some(({ scenario }) => scenario === ours?.scenario)) expect(verdict).toBe('scale differs');
      }
    }
  });

  test('has the numbers of its records', () => {
    const values = (id: string, metric: string, i: number): number[] =>
      JSON.parse(readFileSync(path.join(ownRoot, record(id)), 'utf8')).values[metric][i];
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    const fig12 = report.figures.find(({ id }) => id === 'fig12')!.readings[0].ours!;
    expect(fig12.estimate).toBeCloseTo(mean(values('gaussian/fig12-m1e7', 'mean-absolute-error', 0)), 8);
    const squares = values('paper/errata/variance-gamma', 'mean-shift-squared', 0);
    const variances = values('paper/errata/variance-gamma', 'variance-ratio', 0);
    const fourth = mean(squares.map((m2, i) => m2 ** 2 + 6 * m2 * variances[i] + 3 * variances[i] ** 2));
    const second = mean(squares.map((m2, i) => m2 + variances[i]));
    const erratum = report.errata.find(({ id }) => id === 'variance-gamma')!.evidence[0];
    expect(erratum.measured!.estimate).toBeCloseTo(fourth / second ** 2 - 3, 5);
    expect(erratum.right).toBeCloseTo(6 / 9 / 1.21, 5);
  });

  test('shows the errata that a simulation can show', () => {
    const shown = report.errata.filter(({ status }) => status === 'shown').map(({ number }) => number);
    expect(shown).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15]);
  });
});
