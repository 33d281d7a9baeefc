import { describe, expect, test } from 'vitest';
import { families } from './cases/index.js';
import type { TestedEngine } from './engines.js';
import { whyUnavailable } from './engines.js';
import { difference, reference } from './reference.js';
import { runCases } from './run-cases.js';

/** A part of 1 + |value|: some units in the last place of a float. */
const TOLERANCE = 2e-6;

/** Holds every case to the `cpu` backend, a test each. */
export async function conformanceOf({ engine, lacks }: TestedEngine): Promise<void> {
  const missing = await whyUnavailable(engine);
  if (missing !== undefined) {
    describe(`${engine.id}`, () => {
      test.skip(missing, () => undefined);
    });
    return;
  }
  for (const [family, cases] of Object.entries(families)) {
    const reasons = new Map(cases.map((testCase) => [testCase, lacks.find(({ names }) => names.test(testCase.name))?.reason]));
    const run = cases.filter((testCase) => reasons.get(testCase) === undefined);
    const results = await runCases(engine, run);
    describe(`${engine.id}: ${family}`, () => {
      test.each(run.map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
        const result = results.get(testCase)!;
        if (result instanceof Error) throw result;
        const expected = reference(testCase);
        expect(result.length).toBe(expected.length);
        const found = result.map((outcome, i) => difference(outcome, expected[i], testCase.tolerance ?? TOLERANCE));
        expect(found.filter((text) => text !== undefined)).toEqual([]);
      });
      for (const [{ name }, reason] of reasons) {
        if (reason !== undefined) test.skip(`${name}: ${reason}`, () => undefined);
      }
    });
  }
}
