import { describe, expect, test } from 'vitest';
import { families } from '../testing/cases/index.js';
import { testedEngines } from '../testing/engines.js';
import { difference, reference } from '../testing/reference.js';
import { runCases } from '../testing/run-cases.js';

const TOLERANCE = 2e-6;

for (const { engine, threads } of testedEngines) {
  for (const [family, cases] of Object.entries(families)) {
    const results = await runCases(engine, cases, threads[0]);
    describe(`${engine.id}: ${family}`, () => {
      test.each(cases.map((testCase) => [testCase.name, testCase] as const))('%s', (_, testCase) => {
        const result = results.get(testCase)!;
        if (result instanceof Error) throw result;
        const expected = reference(testCase);
        expect(result.length).toBe(expected.length);
        const found = result.map((outcome, i) => difference(outcome, expected[i], testCase.tolerance ?? TOLERANCE));
        expect(found.filter((text) => text !== undefined)).toEqual([]);
      });
    });
  }
}
