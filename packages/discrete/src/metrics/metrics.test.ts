import { describe, expect, it } from 'vitest';
import { discrete } from '../discrete.js';
import { evaluate as evaluateMetric } from '../testing/evaluate.js';
import { tailWeights } from './tail-mass.js';

interface Seen {
  readonly model: number[];
  readonly real: number[];
  readonly generation?: number;
  readonly absorbedAt?: number;
  readonly modes?: Uint32Array;
}

function evaluate(id: string, { model, real, generation = 5, absorbedAt, modes }: Seen) {
  const truth = { probabilities: Float64Array.from(real), modes };
  const params = { probabilities: Float64Array.from(model) };
  return evaluateMetric(discrete.metrics.find((metric) => metric.id === id)!, { generation, absorbedAt, truth, params });
}

describe('what every metric says of the truth itself and of a point mass', () => {
  const real = [0.5, 0.25, 0.125, 0.125];
  const rows: [string, number, number | 'diverged'][] = [
    ['support', 4, 1],
    ['support-ratio', 1, 0.25],
    ['homozygosity', 0.34375, 1],
    ['entropy', 1.75 * Math.LN2, 0],
    ['kl', 0, 'diverged'],
    ['lost-mass', 0, 0.5],
    ['squared-error', 0, 0.25 + 0.0625 + 2 * 0.015625],
    ['total-variation', 0, 0.5],
    ['first-state-mass', 0.5, 1],
    ['tail-mass', 0.05, 0.05],
  ];

  it.each(rows)('%s', (id, truth, collapsed) => {
    const before = evaluate(id, { real, model: real });
    expect(before.status === 'ok' && before.value).toBeCloseTo(truth, 14);
    const after = evaluate(id, { real, model: [1, 0, 0, 0] });
    if (collapsed === 'diverged') expect(after.status).toBe('diverged');
    else expect(after.status === 'ok' && after.value).toBeCloseTo(collapsed, 14);
  });

  it('smoothed-kl is 0 for the truth, finite for a point mass and at most ln 100', () => {
    const before = evaluate('smoothed-kl', { real, model: real });
    expect(before.status === 'ok' && before.value).toBeCloseTo(0, 14);
    const far = evaluate('smoothed-kl', { real: [0, 1], model: [1, 0] });
    expect(far.status === 'ok' && far.value).toBeCloseTo(Math.log(100), 14);
  });

  it('ignores states that p0 never had', () => {
    const padded = { real: [...real, 0], model: [...real, 0] };
    for (const [id, truth] of rows) {
      const found = evaluate(id, padded);
      expect(found.status === 'ok' && found.value, id).toBeCloseTo(truth, 14);
    }
  });
});

describe('tail-mass', () => {
  it('counts a state that straddles the border by the part outside', () => {
    const weights = tailWeights(Float64Array.of(0.01, 0.09, 0.8, 0.08, 0.02));
    [1, 0.015 / 0.09, 0, 0.005 / 0.08, 1].forEach((expected, i) => {
      expect(weights[i]).toBeCloseTo(expected, 14);
    });
  });

  it('adds both tails where one state holds nearly everything, and skips impossible states at the ends', () => {
    const weights = tailWeights(Float64Array.of(0, 0.01, 0.98, 0.01, 0));
    [0, 1, 0.03 / 0.98, 1, 0].forEach((expected, i) => {
      expect(weights[i]).toBeCloseTo(expected, 14);
    });
    expect(tailWeights(Float64Array.of(1, 0))[0]).toBeCloseTo(0.05, 15);
  });

  it('is 0 when the tails are gone', () => {
    const found = evaluate('tail-mass', { real: [0.02, 0.96, 0.02], model: [0, 1, 0] });
    expect(found.status === 'ok' && found.value).toBeCloseTo((0.01 / 0.96) * 1, 14);
    const tight = evaluate('tail-mass', { real: [0.025, 0.95, 0.025], model: [0, 1, 0] });
    expect(tight).toEqual({ status: 'ok', value: 0 });
  });
});

describe('mode-coverage', () => {
  const covered = (...model: number[]) => {
    const found = evaluate('mode-coverage', { real: [0.1, 0.4, 0.4, 0.1], modes: Uint32Array.of(0, 0, 1, 1), model });
    return found.status === 'ok' ? found.value : found.status;
  };

  it('is the fraction of modes with at least half their share', () => {
    expect(covered(0.1, 0.4, 0.4, 0.1)).toBe(1);
    expect(covered(0, 0.25, 0.75, 0)).toBe(1);
    expect(covered(0, 0.24, 0.76, 0)).toBe(0.5);
    expect(covered(0, 0, 0, 1)).toBe(0.5);
  });

  it('needs modes', () => {
    const metric = discrete.metrics.find(({ id }) => id === 'mode-coverage')!;
    const probabilities = Float64Array.of(0.5, 0.5);
    expect(metric.needs!({ probabilities, modes: Uint32Array.of(0, 1) })).toBeUndefined();
    expect(metric.needs!({ probabilities, modes: undefined })).toMatch(/modes/);
    expect(evaluate('mode-coverage', { real: [1], model: [1] }).status).toBe('skipped');
  });
});

describe('absorption times', () => {
  const point = { real: [0.5, 0.5], model: [1, 0], generation: 9 };
  it('are undefined, or cut at the present generation, until absorption', () => {
    expect(evaluate('absorption-time', point)).toEqual({ status: 'undefined', reason: 'not absorbed by generation 9' });
    expect(evaluate('restricted-absorption-time', point)).toEqual({ status: 'ok', value: 9 });
  });
  it('are the first absorbed generation from then on', () => {
    const absorbed = { ...point, absorbedAt: 4 };
    expect(evaluate('absorption-time', absorbed)).toEqual({ status: 'ok', value: 4 });
    expect(evaluate('restricted-absorption-time', absorbed)).toEqual({ status: 'ok', value: 4 });
  });
});

it('every metric states a margin with a reason, a source and a unit', () => {
  for (const { id, margin, source, unit, summary } of discrete.metrics) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(margin.value).toBeGreaterThan(0);
    for (const text of [margin.reason, source, unit, summary]) expect(text.length).toBeGreaterThan(0);
  }
  expect(new Set(discrete.metrics.map(({ id }) => id)).size).toBe(discrete.metrics.length);
});
