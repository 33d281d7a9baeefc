import { beforeAll, describe, expect, test } from 'vitest';
import { systemOf } from '../catalog.js';
import { fails } from '../commands/verify.js';
import { formatResult, parseResult, type Recorded, type Result } from '../record/result.js';
import type { LoadedScenario } from '../scenario/load.js';
import { gaussianScenario, loadedFrom, resultFrom } from '../testing/scenarios.js';
import { compareResults, compare as compareSeparately, type Verdict, verdictsOf } from './compare.js';
import { absoluteMargin } from './equivalence.js';

let loaded: LoadedScenario;
let baseline: Result;
beforeAll(async () => {
  loaded = loadedFrom(gaussianScenario({ replicates: 8 }));
  // As it is read from its file.
  baseline = parseResult(formatResult(await resultFrom(loaded)), 'baseline');
});

/** A copy with some recorded values changed: metric, index of the generation, replicate. */
function withValues(result: Result, ...changes: [string, number, number, Recorded][]): Result {
  const values = structuredClone(result.values);
  for (const [metric, i, r, value] of changes) values[metric][i][r] = value;
  return { ...result, values };
}

function subset(result: Result, replicates: number[]): Result {
  const at = replicates.map((replicate) => result.replicates.indexOf(replicate));
  const pick = <T>(row: readonly T[]) => at.map((r) => row[r]);
  const values = Object.fromEntries(Object.entries(result.values).map(([id, rows]) => [id, rows.map(pick)]));
  return { ...result, replicates, absorbedAt: pick(result.absorbedAt), values };
}

const compare = (result: Result, other: Result, sameClass = true) => compareResults(loaded, result, other, sameClass);

function expectKind<Kind extends Verdict['kind']>(verdict: Verdict, kind: Kind): Extract<Verdict, { kind: Kind }> {
  expect(verdict.kind, JSON.stringify(verdict)).toBe(kind);
  return verdict as Extract<Verdict, { kind: Kind }>;
}

describe('exact', () => {
  test('when every value is the same', async () => {
    expect(compare(await resultFrom(loaded), baseline)).toEqual({ kind: 'exact', cells: 8 });
    expect(compare(baseline, baseline, false)).toEqual({ kind: 'exact', cells: 8 });
  });

  test('over the replicates in common, wherever they stand', () => {
    expect(compare(subset(baseline, [5, 1]), baseline)).toEqual({ kind: 'exact', cells: 2 });
    expect(compare(baseline, subset(baseline, [7, 2, 3]))).toEqual({ kind: 'exact', cells: 3 });
    expect(compare(subset(baseline, [0, 3]), subset(baseline, [3, 4]))).toEqual({ kind: 'exact', cells: 1 });
  });

  test('whatever theory said on the day', () => {
    const row = { oracle: 'X', metric: 'w2-squared', statistic: 'mean', generation: 1, kind: 'exact' as const };
    const numbers = { prediction: 1, measured: 1, standardError: 1, standardErrorFrom: 'theory' as const, z: 0 };
    expect(compare({ ...baseline, theory: [{ ...row, ...numbers }] }, baseline).kind).toBe('exact');
  });
});

describe('different', () => {
  test('names the replicate, generation and metric that diverge, with both values', () => {
    const before = baseline.values['w2-squared'][1][3] as number;
    const verdict = expectKind(compare(withValues(baseline, ['w2-squared', 1, 3, 0.25]), baseline), 'different');
    expect(verdict.first).toEqual({
      metric: 'w2-squared',
      generation: 2,
      replicate: 3,
      baseline: String(before),
      measured: '0.25',
    });
    expect(verdict.detail).toBe(`w2-squared at generation 2, replicate 3: baseline ${before}, now 0.25`);
  });

  test('by the last bit of one number', () => {
    const before = baseline.values['w2-squared'][2][7] as number;
    const next = before * (1 + Number.EPSILON);
    expect(next).not.toBe(before);
    const { first } = expectKind(compare(withValues(baseline, ['w2-squared', 2, 7, next]), baseline), 'different');
    expect(Number(first.baseline)).toBe(before);
    expect(Number(first.measured)).toBe(next);
  });

  test('names the first replicate, in it the first generation, in it the first metric', () => {
    const later: [string, number, number, Recorded][] = [
      ['variance-ratio', 0, 5, 9],
      ['variance-ratio', 2, 4, 9],
      ['w2-squared', 1, 4, 9],
      ['variance-ratio', 1, 4, 9],
    ];
    const { first } = expectKind(compare(withValues(baseline, ...later), baseline), 'different');
    expect(first).toMatchObject({ replicate: 4, generation: 2, metric: 'variance-ratio' });
  });

  test('finds a replicate by its number, not by its place', () => {
    const partial = subset(withValues(baseline, ['w2-squared', 0, 6, 9]), [2, 6]);
    const { first } = expectKind(compare(partial, baseline), 'different');
    expect(first).toMatchObject({ replicate: 6, generation: 1, baseline: String(baseline.values['w2-squared'][0][6]) });
  });

  test('between a number and no number, or for another reason', () => {
    const diverged = { status: 'diverged' as const, reason: 'too large' };
    const one = withValues(baseline, ['w2-squared', 0, 0, diverged]);
    expect(expectKind(compare(one, baseline), 'different').first.measured).toBe('diverged (too large)');
    expect(expectKind(compare(baseline, one), 'different').first.baseline).toBe('diverged (too large)');
    const other = withValues(baseline, ['w2-squared', 0, 0, { status: 'diverged', reason: 'too small' }]);
    expect(compare(one, other).kind).toBe('different');
    expect(compare(one, structuredClone(one)).kind).toBe('exact');
  });

  test('in the generation of absorption', () => {
    const absorbedAt = baseline.absorbedAt.with(2, 4);
    const { first } = expectKind(compare({ ...baseline, absorbedAt }, baseline), 'different');
    expect(first).toEqual({ metric: 'absorption', generation: 4, replicate: 2, baseline: 'none', measured: '4' });
  });

  test('in the price of the mitigation', () => {
    const realSamplesUsed = [0, 0, 5];
    const { first } = expectKind(compare({ ...baseline, realSamplesUsed }, baseline), 'different');
    expect(first).toMatchObject({ metric: 'realSamplesUsed', generation: 5, baseline: '0', measured: '5' });
  });
});

describe('incomparable', () => {
  test('another scenario under the same seed', () => {
    const verdict = expectKind(compare(baseline, { ...baseline, scenarioHash: 'f'.repeat(64) }), 'incomparable');
    expect(verdict.detail).toContain('the scenario has changed since');
    expect(verdict.remedy).toContain('pnpm collapse accept small/scenario');
  });

  test('another seed', async () => {
    const seeded = await resultFrom(loadedFrom(gaussianScenario({ replicates: 8, seed: 2 })));
    const verdict = expectKind(compare(seeded, baseline), 'incomparable');
    expect(verdict.detail).toContain('its seed is 1, not 2');
  });

  test('no replicate in common', () => {
    const verdict = expectKind(compare(subset(baseline, [0, 1]), subset(baseline, [2, 3])), 'incomparable');
    expect(verdict.detail).toContain('no replicate in common');
    expect(verdict.remedy).not.toBe('');
  });

  test('a baseline whose metrics or generations were edited', () => {
    const { 'w2-squared': w2, 'variance-ratio': ratio } = baseline.values;
    const edited: Partial<Result>[] = [
      { values: { 'variance-ratio': ratio } },
      { values: { 'variance-ratio': ratio, 'w2-sqared': w2 } },
      { values: { ...baseline.values, extra: w2 } },
      { generations: [1, 2, 4] },
      { generations: [1, 2], values: Object.fromEntries(Object.entries(baseline.values).map(([id, r]) => [id, r.slice(0, 2)])) },
      { realSamplesUsed: [] },
      { seed: 3 },
    ];
    for (const change of edited) {
      for (const sameClass of [true, false]) {
        expectKind(compare(baseline, { ...baseline, ...change }, sameClass), 'incomparable');
      }
    }
  });
});

describe('between environment classes', () => {
  /** Every number of the baseline, moved by `shift(replicate)` times the metric's own margin. */
  function shifted(shift: (replicate: number) => number): Result {
    const values = Object.fromEntries(
      Object.entries(baseline.values).map(([id, rows]) => {
        const { margin } = systemOf('gaussian').metrics.find((metric) => metric.id === id)!;
        const margins = rows.map((row) => absoluteMargin(margin, row as number[]));
        return [id, rows.map((row, i) => row.map((value, r) => (value as number) + shift(r) * margins[i]))];
      }),
    );
    return { ...baseline, values };
  }

  test('equivalent: small paired differences', () => {
    const verdict = expectKind(
      compare(
        shifted((r) => (r % 2 === 0 ? 0.1 : -0.1)),
        baseline,
        false,
      ),
      'equivalent',
    );
    expect(verdict.detail).toContain('8 paired replicates');
  });

  test('different: a shift beyond the margin in every replicate, with the first divergence', () => {
    const verdict = expectKind(
      compare(
        shifted((r) => 2 + (r % 2 === 0 ? 0.1 : -0.1)),
        baseline,
        false,
      ),
      'different',
    );
    expect(verdict.first).toMatchObject({ replicate: 0, generation: 1, metric: 'variance-ratio' });
    expect(verdict.detail).toMatch(/at generation 1: mean difference .*, margin/);
  });

  test('inconclusive: spread too wide for so few replicates', () => {
    const verdict = expectKind(
      compare(
        shifted((r) => (r % 2 === 0 ? 5 : -4)),
        baseline,
        false,
      ),
      'inconclusive',
    );
    expect(verdict.detail).toContain('8 replicates do not decide');
  });

  test('inconclusive: one replicate says nothing about spread', () => {
    const one = subset(
      shifted(() => 0.1),
      [4],
    );
    expectKind(compare(one, baseline, false), 'inconclusive');
  });

  test('inconclusive: not a number here, a number there', () => {
    const skipped = withValues(
      shifted(() => 0.01),
      ['w2-squared', 2, 1, { status: 'undefined', reason: 'no spread' }],
    );
    const verdict = expectKind(compare(skipped, baseline, false), 'inconclusive');
    expect(verdict.detail).toBe('w2-squared at generation 5 is not a number everywhere');
  });

  test('equivalent: not a number here and there for the same reason, the rest close', () => {
    const reason = { status: 'undefined' as const, reason: 'no spread' };
    const close = withValues(
      shifted(() => 0.01),
      ['w2-squared', 2, 1, reason],
    );
    const same = withValues(baseline, ['w2-squared', 2, 1, reason]);
    for (const result of [close, same]) {
      for (let r = 0; r < 8; r++) if (r !== 1) result.values['w2-squared'][2][r] = same.values['w2-squared'][2][r];
    }
    expectKind(compare(close, same, false), 'equivalent');
  });

  test('a difference that is shown outweighs one that is not', () => {
    const mixed = withValues(
      shifted((r) => 2 + 0.1 * (r % 2)),
      ['variance-ratio', 0, 0, { status: 'skipped', reason: '' }],
    );
    expectKind(compare(mixed, baseline, false), 'different');
  });

  test('within one class none of this is asked', () => {
    expectKind(
      compare(
        shifted(() => 1e-12),
        baseline,
        true,
      ),
      'different',
    );
    expectKind(
      compare(
        shifted(() => 1e-12),
        baseline,
        false,
      ),
      'equivalent',
    );
  });
});

describe('scenarios of one run', () => {
  test('are looked at together: what stands out alone need not among many', () => {
    // A difference of all replicates in one metric at one generation, beyond its margin by some standard errors.
    const { margin } = systemOf('gaussian').metrics.find(({ id }) => id === 'variance-ratio')!;
    const before = baseline.values['variance-ratio'][0] as number[];
    const within = absoluteMargin(margin, before);
    const spread = [0.5, -0.5, 0.4, -0.4, 0.3, -0.3, 0.2, -0.2];
    const shifted = withValues(
      baseline,
      ...before.map((value, r): [string, number, number, Recorded] => [
        'variance-ratio',
        0,
        r,
        value + within + 0.05 * (0.75 + spread[r]),
      ]),
    );
    const one = compareWith(shifted);
    expect(verdictsOf([one])[0].kind).toBe('different');
    const unchanged = compareWith(
      withValues(baseline, ['w2-squared', 0, 0, (baseline.values['w2-squared'][0][0] as number) + 1e-9]),
    );
    const many = verdictsOf([one, ...Array.from({ length: 40 }, () => unchanged)]);
    expect(many[0].kind).toBe('inconclusive');
    expect(new Set(many.slice(1).map(({ kind }) => kind))).toEqual(new Set(['equivalent']));
  });
});

const compareWith = (result: Result) => compareSeparately(loaded, result, baseline, false);

describe('which verdicts fail', () => {
  const first = { metric: '', generation: 1, replicate: 0, baseline: '', measured: '' };
  const verdicts: [Verdict, boolean, boolean][] = [
    [{ kind: 'exact', cells: 1 }, false, false],
    [{ kind: 'equivalent', detail: '' }, false, false],
    [{ kind: 'inconclusive', detail: '' }, false, true],
    [{ kind: 'different', detail: '', first }, true, true],
    [{ kind: 'incomparable', detail: '', remedy: '' }, true, true],
    [{ kind: 'missing', detail: '', remedy: '' }, true, true],
  ];
  test.each(verdicts)('%j', (verdict, plain, strict) => {
    expect(fails(verdict, false)).toBe(plain);
    expect(fails(verdict, true)).toBe(strict);
  });
});
