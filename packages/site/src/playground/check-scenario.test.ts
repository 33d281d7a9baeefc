import { describe, expect, test } from 'vitest';
import { checkScenario } from './check-scenario.js';
import { initialState } from './fields.js';
import type { Scenario } from './scenario.js';
import { scenarioOf } from './scenario-of.js';

const good = scenarioOf({ ...initialState() });
const plain: Scenario = { ...good, mitigation: { id: 'replace' } };
const lines = (scenario: object) =>
  checkScenario({ ...plain, ...scenario } as Scenario).map(({ pointer, expected, found }) => `${pointer}: ${expected}; ${found}`);

describe('a scenario in a page', () => {
  test('is fine as it begins', () => {
    expect(lines({})).toEqual([]);
  });

  test.each([
    [{ generations: 0 }, '/generations: a whole number >= 1; 0'],
    [{ generations: 1e6 }, '/generations: a whole number <= 10000; 1000000'],
    [{ replicates: 2.5 }, '/replicates: a whole number; 2.5'],
    [{ seed: -1 }, '/seed: a whole number >= 0; -1'],
    [{ mitigation: { id: 'fresh-real', fraction: 1.5, counts: 'fixed' } }, '/mitigation/fraction: a number <= 1; 1.5'],
    [{ mitigation: { id: 'fresh-real', fraction: 0.5, counts: 'odd' } }, '/mitigation/counts: one of "fixed", "iid"; "odd"'],
    [{ mitigation: { id: 'fresh-real', fraction: 0.5 } }, '/mitigation/counts: this field; nothing'],
    [{ mitigation: { id: 'temperature', temperature: 0 } }, '/mitigation/temperature: a number > 0; 0'],
    [{ mitigation: { id: 'preserve-real', fraction: 0.1, redraw: 'yes' } }, '/mitigation/redraw: true or false; "yes"'],
    [{ mitigation: { id: 'replace', extra: 1 } }, '/mitigation/extra: one of the fields ; "extra"'],
    [{ system: { ...plain.system, ddof: 2 } }, '/system/ddof: 0 or 1; 2'],
    [{ system: { ...plain.system, real: { kind: 'odd' } } }, '/system/real: "normal" or "mixture"; {"kind":"odd"}'],
  ])('%j is refused', (change, line) => {
    expect(lines(change)).toEqual([line]);
  });

  test('of a system that a page does not have is refused', () => {
    expect(lines({ system: { id: 'vae' } })).toEqual(['/system/id: one of gaussian, discrete, gmm; "vae"']);
  });

  test('is held to what schemas cannot say, as on the command line', () => {
    const shares = { id: 'mixture', model: 0.5, previous: 0.4, original: 0.4 };
    expect(lines({ mitigation: shares })[0]).toMatch(/^\/mitigation: model \+ previous \+ original = 1; a sum of 1.3/);
    const statistics = { ...plain.system, representation: 'sufficient-statistics' };
    const preserve = { id: 'preserve-real', fraction: 0.1, redraw: true };
    expect(lines({ system: statistics, mitigation: preserve })[0]).toMatch(
      /^\/mitigation\/id: a mitigation that this system can/,
    );
  });

  test('is refused where its replicates together do not fit into a page, but statistics of any number do', () => {
    expect(lines({ samples: 1e6 })[0]).toMatch(
      /^\/samples: replicates that together hold at most 3e\+7 numbers in a page; about 8/,
    );
    const pool = { mitigation: { id: 'accumulate', keepReal: true }, samples: 1000, generations: 300 };
    expect(lines(pool)).toHaveLength(1);
    expect(lines({ ...pool, replicates: 20 })).toEqual([]);
    expect(lines({ samples: 1e12, system: { ...plain.system, representation: 'sufficient-statistics' } })).toEqual([]);
  });
});
