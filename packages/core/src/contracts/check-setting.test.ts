import { describe, expect, test } from 'vitest';
import { growSamples } from '../mitigations/grow-samples.js';
import { mixture } from '../mitigations/mixture.js';
import { preserveReal } from '../mitigations/preserve-real.js';
import { replace } from '../mitigations/replace.js';
import { checkSetting, largestRequest } from './check-setting.js';
import { ok } from './metric.js';
import type { AnySystem, Setting } from './system.js';

const metric = {
  ...{ id: 'modes', summary: '', source: '', unit: '1', direction: 'lower-is-better' as const },
  margin: { kind: 'absolute' as const, value: 0, reason: '' },
  needs: (truth: { modes: number }) => (truth.modes > 1 ? undefined : 'several modes'),
  evaluate: () => ok(0),
};

/** Without subsets, and with room for 100 samples. */
const system: AnySystem = {
  ...{ id: 'plain', summary: '', source: '', determinism: 'portable', options: {} },
  check: ({ system: { modes } }) =>
    modes > 0 ? [] : [{ pointer: '/system/modes', expected: 'a mode', found: `${modes}`, remedy: 'add one' }],
  mostSamples: () => 100,
  create: (truth) => ({
    space: { size: (data: number[]) => data.length, concat: (parts: readonly number[][]) => parts.flat() },
    source: { sample: () => [] },
    model: { fit: () => ({ params: 0 }), sample: () => [] },
    truth,
  }),
  ...{ metrics: [metric], oracles: [] },
};

const setting = (changes: Partial<Setting> = {}): Setting => ({
  ...{ system: { id: 'plain', modes: 2 }, mitigation: { id: 'replace' }, samples: 10, generations: 5 },
  ...changes,
});

describe('a setting', () => {
  test('that goes together has no problem', () => {
    expect(checkSetting(system, replace, setting(), ['modes'])).toEqual([]);
  });

  test("is held to the system's check and to the mitigation's, whose pointers are below it", () => {
    const shares = { id: 'mixture', model: 1, previous: 0.5, original: 0 };
    const problems = checkSetting(system, mixture, setting({ system: { id: 'plain', modes: 0 }, mitigation: shares }), ['modes']);
    expect(problems.map(({ pointer, found }) => [pointer, found])).toEqual([
      ['/mitigation', 'a sum of 1.5'],
      ['/system/modes', '0'],
    ]);
  });

  test('may not ask for what the system cannot do, with a remedy where single samples would help', () => {
    const kept = { id: 'preserve-real', fraction: 0.1, redraw: true };
    const remedyOf = (options: object) =>
      checkSetting(system, preserveReal, setting({ system: { id: 'plain', modes: 2, ...options }, mitigation: kept }), [])[0]
        .remedy;
    expect(remedyOf({})).toBe('choose another mitigation or system');
    expect(remedyOf({ representation: 'sufficient-statistics' })).toBe('set /system/representation to "points"');
  });

  test('may not ask a model for more samples than memory holds at any generation', () => {
    const growing = { id: 'grow-samples', schedule: 'linear' };
    expect(checkSetting(system, growSamples, setting({ mitigation: growing, generations: 11 }), [])).toEqual([]);
    const [problem] = checkSetting(system, growSamples, setting({ mitigation: growing, generations: 12 }), []);
    expect([problem.pointer, problem.found]).toEqual(['/mitigation', '110 asked for by grow-samples']);
  });

  test('names metrics that mean something for its truth', () => {
    const [problem] = checkSetting(system, replace, setting({ system: { id: 'plain', modes: 1 } }), ['modes']);
    expect([problem.pointer, problem.expected]).toEqual(['/metrics/0', 'modes to have several modes']);
  });
});

test('the largest request is the first set of samples, a later one, or no number', () => {
  expect(largestRequest(replace.create({}), 10, 5)).toBe(10);
  expect(largestRequest(growSamples.create({ schedule: 'quadratic' }), 10, 5)).toBe(160);
  expect(largestRequest(preserveReal.create({ fraction: 0.5, redraw: true }), 10, 5)).toBe(10);
  expect(largestRequest(replace.create({}), Number.POSITIVE_INFINITY, 5)).toBe(Number.POSITIVE_INFINITY);
});
