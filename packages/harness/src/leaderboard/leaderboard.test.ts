import { normal, streamAt, streamKey, uniformInteger } from '@collapse-bench/core';
import { describe, expect, test } from 'vitest';
import { RESAMPLES } from '../profile/resamples.js';
import type { Result } from '../record/result.js';
import { discreteScenario, gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { leaderboardOf } from './leaderboard.js';
import { leaderboardMarkdown } from './markdown.js';
import type { Leaderboard } from './schema.js';
import type { BoardEntry } from './scores.js';

const REPLICATES = 24;
const SAMPLES = 20;
const mitigations = {
  replace: { id: 'replace' },
  accumulate: { id: 'accumulate', keepReal: true },
  'grow-linear': { id: 'grow-samples', schedule: 'linear' },
  'preserve-real-10': { id: 'preserve-real', fraction: 0.1, redraw: true },
  'preserve-real-50': { id: 'preserve-real', fraction: 0.5, redraw: true },
  'temperature-0.9': { id: 'temperature', temperature: 0.9 },
  'select-argmax': { id: 'select-argmax', candidates: 4 },
  'detect-resample': { id: 'detect-resample', power: 1, cap: 5 },
};
type Name = keyof typeof mitigations;

const points = {
  id: 'gaussian',
  dimension: 1,
  ddof: 0,
  representation: 'points',
  real: { kind: 'normal', mean: [0], covariance: [[1]] },
  approximation: { kind: 'exact' },
};
const states = { id: 'discrete', representation: 'points', real: { kind: 'uniform', states: 4 } };
const metricOf = { gaussian: 'w2-squared', discrete: 'squared-error' };
const contentOf = { gaussian: gaussianScenario, discrete: discreteScenario };

/** The risk of each replicate under replace: it varies far more than the mitigations differ. */
function replaced(system: string): number[] {
  const rng = streamAt(streamKey(5, system), 0);
  return Array.from({ length: REPLICATES }, () => 2 ** normal(rng));
}

/** A record whose risk at generation 10 is `factor` times that of replace, give or take `spread`. */
function entry(
  system: 'gaussian' | 'discrete',
  mitigation: Name,
  factor: number,
  spread = 0.02,
): BoardEntry & { result: Result } {
  const metric = metricOf[system];
  const content = contentOf[system]({
    system: system === 'gaussian' ? points : states,
    mitigation: mitigations[mitigation],
    samples: SAMPLES,
    generations: 10,
    observe: [1, 10],
    replicates: REPLICATES,
    metrics: [metric],
  });
  const loaded = loadedFrom(content, `grid/${system}/${mitigation}`);
  const rng = streamAt(streamKey(6, `${system}/${mitigation}`), 0);
  const last = replaced(system).map((value) => value * factor * (mitigation === 'replace' ? 1 : 2 ** (spread * normal(rng))));
  const result: Result = {
    formatVersion: 1,
    scenario: loaded.id,
    scenarioHash: loaded.hash,
    seed: 1,
    replicates: last.map((_, i) => i),
    generations: [1, 10],
    realSamplesUsed: [0, mitigation === 'accumulate' ? SAMPLES : mitigation.startsWith('preserve') ? 15 : 0],
    absorbedAt: last.map(() => null),
    values: { [metric]: [last.map(() => 0.01), last] },
    theory: [],
  };
  return { system, mitigation, loaded, scenario: loaded.scenario, result };
}

const rowsOf = (board: Leaderboard, system = 'gaussian') => board.systems.find((each) => each.system === system)!.rows;
const rangesOf = (rows: readonly { mitigation: string; rank: { low: number; high: number } }[]) =>
  Object.fromEntries(rows.map(({ mitigation, rank }) => [mitigation, [rank.low, rank.high]]));

describe('within a system', () => {
  test('a planted strict order has ranks of its own, best first', async () => {
    const order: [Name, number][] = [
      ['replace', 1],
      ['accumulate', 0.2],
      ['temperature-0.9', 2],
      ['preserve-real-10', 0.5],
    ];
    const rows = rowsOf(await leaderboardOf(order.map(([name, factor]) => entry('gaussian', name, factor))));
    expect(rows.map(({ mitigation, rank }) => [mitigation, rank.estimate, rank.low, rank.high])).toEqual([
      ['accumulate', 1, 1, 1],
      ['preserve-real-10', 2, 2, 2],
      ['replace', 3, 3, 3],
      ['temperature-0.9', 4, 4, 4],
    ]);
  });

  test('mitigations that do as well as each other share their ranks', async () => {
    const names: Name[] = ['accumulate', 'preserve-real-10', 'preserve-real-50'];
    const entries = [entry('gaussian', 'replace', 1), ...names.map((name) => entry('gaussian', name, 0.5, 0.3))];
    expect(rangesOf(rowsOf(await leaderboardOf(entries)))).toEqual({
      accumulate: [1, 3],
      'preserve-real-10': [1, 3],
      'preserve-real-50': [1, 3],
      replace: [4, 4],
    });
  });

  test('value, ratio and difference are those of a naive twin that draws replicates one by one', async () => {
    const [first, other] = [entry('gaussian', 'replace', 1), entry('gaussian', 'accumulate', 0.5, 0.5)];
    const row = rowsOf(await leaderboardOf([first, other])).find(({ mitigation }) => mitigation === 'accumulate')!;
    const [before, after] = [first, other].map(({ result }) => result.values['w2-squared'][1] as number[]);
    const middle = (values: number[]) => {
      const sorted = [...values].sort((a, b) => a - b);
      return (sorted[REPLICATES / 2 - 1] + sorted[REPLICATES / 2]) / 2;
    };
    const rng = streamAt(streamKey(1, 'grid/gaussian/risk'), 0);
    const drawn = Array.from({ length: RESAMPLES }, () => {
      const places = Array.from({ length: REPLICATES }, () => uniformInteger(rng, REPLICATES));
      return [before, after].map((values) => middle(places.map((place) => values[place])));
    });
    const expectInterval = (found: { estimate: number; low: number; high: number }, of: (from: number, to: number) => number) => {
      const sorted = drawn.map(([from, to]) => of(from, to)).sort((a, b) => a - b);
      // Type 7 of 999 values: 0.025 * 998 = 24.95 from either end.
      expect(found.estimate).toBeCloseTo(of(middle(before), middle(after)), 12);
      expect(found.low).toBeCloseTo(sorted[24] + 0.95 * (sorted[25] - sorted[24]), 12);
      expect(found.high).toBeCloseTo(sorted[974] - 0.95 * (sorted[974] - sorted[973]), 12);
    };
    expectInterval(row.value, (_from, to) => to);
    expectInterval(row.ratio, (from, to) => to / from);
    expectInterval(row.difference, (from, to) => Math.log(to / from));
  });

  test('a row says what it is of, what it costs and what it shows', async () => {
    const entries = [entry('gaussian', 'replace', 1), entry('gaussian', 'grow-linear', 0.5)];
    const [row] = rowsOf(await leaderboardOf(entries));
    expect(row).toMatchObject({
      mitigation: 'grow-linear',
      scenario: 'grid/gaussian/grow-linear',
      scenarioHash: entries[1].loaded.hash,
      record: 'baselines/grid/gaussian/grow-linear.json',
      realSamplesUsed: 0,
      selectionSamplesUsed: 0,
      judge: null,
      samplesTrained: 5,
      samplesGenerated: 5,
      environmentClass: null,
    });
    // From 0.01 to about a half, growing from generation 1 to 10 by far more than generation^0.2.
    expect(row.collapse.met).toEqual(expect.arrayContaining(['1', '2', '3']));
    expect(row.collapse.notAssessed).toEqual(expect.arrayContaining(['4', '5', '7']));
    // Planted values are no Gaussian chain's.
    expect(row.theory.failed).toBeGreaterThan(0);
    expect(row.theory.failed).toBeLessThanOrEqual(row.theory.rows);
  });

  test('few replicates are said to be few', async () => {
    const [system] = (await leaderboardOf([entry('gaussian', 'replace', 1)])).systems;
    expect(system).toMatchObject({ metric: 'w2-squared', generation: 10, replicates: REPLICATES, replicatesWanted: 200 });
  });
});

describe('the fronts', () => {
  test('leave out what leans on a judge, count selecting samples, and ask what computes no more than replace', async () => {
    const factors: [Name, number][] = [
      ['replace', 1],
      ['grow-linear', 0.4],
      ['preserve-real-10', 0.5],
      ['accumulate', 0.3],
      ['select-argmax', 0.1],
      ['detect-resample', 0.45],
    ];
    const rows = rowsOf(await leaderboardOf(factors.map(([name, factor]) => entry('gaussian', name, factor))));
    const on = (field: 'onFront' | 'onFrontAtSameCompute') =>
      rows.filter((row) => row[field]).map(({ mitigation }) => mitigation);
    expect(on('onFront')).toEqual(['accumulate', 'grow-linear']);
    expect(on('onFrontAtSameCompute')).toEqual(['detect-resample', 'preserve-real-10', 'replace']);
    expect(rows.find(({ mitigation }) => mitigation === 'select-argmax')!.judge).toBe('reward');
    expect(rows.find(({ mitigation }) => mitigation === 'detect-resample')!.selectionSamplesUsed).toBe(SAMPLES);
  });
});

describe('over systems', () => {
  const both = (name: Name, gaussian: number, discrete: number) => [
    entry('gaussian', name, gaussian),
    entry('discrete', name, discrete),
  ];

  test('the rank is that of the mean rank, whatever the scale of a system, and the ratio a geometric mean', async () => {
    const { overall } = await leaderboardOf([
      ...both('replace', 1, 1),
      ...both('accumulate', 0.5, 0.9),
      ...both('grow-linear', 0.001, 4),
      ...both('preserve-real-10', 0.25, 0.25),
    ]);
    expect(overall.systems).toEqual(['gaussian', 'discrete']);
    expect(overall.rows.map(({ mitigation, meanRank }) => [mitigation, meanRank])).toEqual([
      ['preserve-real-10', 1.5],
      ['accumulate', 2.5],
      ['grow-linear', 2.5],
      ['replace', 3.5],
    ]);
    expect(rangesOf(overall.rows)).toMatchObject({ 'preserve-real-10': [1, 1], replace: [4, 4], accumulate: [2, 3] });
    const preserving = overall.rows[0];
    expect(preserving.ratio.estimate).toBeCloseTo(0.25, 1);
    expect(preserving.realShare).toBeCloseTo(15 / SAMPLES, 12);
    expect(overall.rows[2].ratio.estimate).toBeCloseTo(Math.sqrt(0.001 * 4), 2);
  });

  test('mitigations that do as well as each other share their ranks', async () => {
    const noisy = (name: Name) => [entry('gaussian', name, 0.5, 0.3), entry('discrete', name, 0.5, 0.3)];
    const { overall } = await leaderboardOf([
      ...both('replace', 1, 1),
      ...noisy('accumulate'),
      ...noisy('preserve-real-10'),
      ...both('temperature-0.9', 2, 2),
    ]);
    expect(rangesOf(overall.rows)).toEqual({
      accumulate: [1, 2],
      'preserve-real-10': [1, 2],
      replace: [3, 3],
      'temperature-0.9': [4, 4],
    });
  });

  test('one name for two things is said to be that', async () => {
    const [gaussian, discrete] = both('preserve-real-10', 0.5, 0.5);
    const other = { ...mitigations['preserve-real-10'], redraw: false };
    const changed = { ...discrete, scenario: { ...discrete.scenario, mitigation: other } };
    const { overall } = await leaderboardOf([...both('replace', 1, 1), gaussian, changed]);
    expect(overall.rows.map(({ settings }) => settings)).toEqual([
      [
        { systems: ['gaussian'], mitigation: mitigations['preserve-real-10'] },
        { systems: ['discrete'], mitigation: other },
      ],
      [{ systems: ['gaussian', 'discrete'], mitigation: mitigations.replace }],
    ]);
    const page = leaderboardMarkdown(await leaderboardOf([...both('replace', 1, 1), gaussian, changed]));
    expect(page).toContain('| `preserve-real-10` ‡ |');
    expect(page).toContain(
      '- `preserve-real-10`: fraction 0.1, redraw true in gaussian; fraction 0.1, redraw false in discrete\n',
    );
  });

  test('what one system did not run is not ranked, and does not change the ranks of the others', async () => {
    const entries = [...both('replace', 1, 1), ...both('accumulate', 0.5, 0.5)];
    const without = (await leaderboardOf(entries)).overall;
    const { overall } = await leaderboardOf([...entries, entry('discrete', 'temperature-0.9', 0.7)]);
    expect(overall.rows).toEqual(without.rows);
    expect(overall.partial).toEqual([{ mitigation: 'temperature-0.9', systems: ['discrete'], meanPercentile: 0.5 }]);
  });

  test('a system that runs few of them has its own table alone', async () => {
    const names: Name[] = ['accumulate', 'grow-linear', 'preserve-real-10', 'preserve-real-50'];
    const all = names.map((name) => entry('gaussian', name, 0.5));
    const { overall, systems } = await leaderboardOf([...both('replace', 1, 1), ...all, entry('discrete', 'accumulate', 0.5)]);
    expect(overall.systems).toEqual(['gaussian']);
    expect(overall.rows).toHaveLength(5);
    expect(systems.map(({ system, inOverall }) => [system, inOverall])).toEqual([
      ['gaussian', true],
      ['discrete', false],
    ]);
  });

  test('what preserving buys stands in the order of the fractions', async () => {
    const { preserving } = await leaderboardOf([
      ...both('replace', 1, 1),
      ...both('preserve-real-50', 0.1, 0.1),
      ...both('preserve-real-10', 0.5, 0.5),
    ]);
    expect(preserving.map(({ fraction, systems }) => [fraction, systems.map(({ system }) => system)])).toEqual([
      [0.1, ['gaussian', 'discrete']],
      [0.5, ['gaussian', 'discrete']],
    ]);
    expect(preserving[1].systems[0].ratio.estimate).toBeCloseTo(0.1, 1);
  });
});

describe('what has no score says why', () => {
  const without = async (...entries: BoardEntry[]) => (await leaderboardOf(entries)).without;
  const replace = entry('gaussian', 'replace', 1);
  const accumulate = entry('gaussian', 'accumulate', 0.5);

  test('a system without replace, or without its result', async () => {
    expect(await without(accumulate)).toEqual([{ system: 'gaussian', reason: 'no `replace` to compare with' }]);
    expect(await without({ ...replace, result: undefined, reason: 'no result yet' }, accumulate)).toEqual([
      { system: 'gaussian', reason: 'no result of `replace`: no result yet' },
    ]);
  });

  test('a mitigation with fewer replicates than replace, which would be judged by the lucky ones', async () => {
    const { result } = accumulate;
    const fewer = {
      ...result,
      replicates: result.replicates.slice(4),
      values: { 'w2-squared': result.values['w2-squared'].map((row) => row.slice(4)) },
    };
    const reason = '20 of the 24 replicates of `replace`';
    expect(await without(replace, { ...accumulate, result: fewer })).toEqual([
      { system: 'gaussian', mitigation: 'accumulate', reason },
    ]);
  });

  test('a typical value of 0, which has no logarithm', async () => {
    const zero = { ...accumulate.result, values: { 'w2-squared': [replaced('gaussian'), replaced('gaussian').map(() => 0)] } };
    const [{ reason }] = await without(replace, { ...accumulate, result: zero });
    expect(reason).toMatch(/^no log-ratio: the typical w2-squared is 0 or less/);
  });
});
