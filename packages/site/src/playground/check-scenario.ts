import { type AnySystem, checkSetting, largestRequest, type MitigationDefinition, type Problem } from '@collapse-bench/core';
import { playgroundMitigations, playgroundSystems } from './catalog.js';
import { checkSchema } from './check-schema.js';
import type { Named, Scenario } from './scenario.js';

/** Bounds of the fields that every scenario has: the first as in scenario files, the others so that a page stays lively. */
export const BOUNDS = {
  samples: { minimum: 2, maximum: Number.MAX_SAFE_INTEGER },
  generations: { minimum: 1, maximum: 10_000 },
  replicates: { minimum: 1, maximum: 2000 },
  seed: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
} as const;

/** Numbers that all replicates hold at once, 8 bytes each; the command line runs one replicate after the other. */
const MOST_NUMBERS = 3e7;
/** Data sets of a replicate that are there at once: the original, the last one, what was generated, what is drawn next. */
const DATA_SETS = 4;

/**
 * What is wrong with a scenario, by the same rules as on the command line, and by what a page can hold. Empty when all is well.
 */
export function checkScenario(scenario: Scenario): readonly Problem[] {
  const fields = Object.entries(BOUNDS).flatMap(([name, bounds]) =>
    checkSchema({ type: 'integer', ...bounds }, scenario[name as keyof typeof BOUNDS], `/${name}`),
  );
  const system = playgroundSystems.find(({ id }) => id === scenario.system.id);
  const mitigation = playgroundMitigations.find(({ id }) => id === scenario.mitigation.id);
  const problems = [
    ...fields,
    ...unknownId('/system/id', system, playgroundSystems, scenario.system),
    ...unknownId('/mitigation/id', mitigation, playgroundMitigations, scenario.mitigation),
  ];
  if (system === undefined || mitigation === undefined) return problems;
  problems.push(
    ...checkSchema(system.options, optionsOf(scenario.system), '/system'),
    ...checkSchema(mitigation.options, optionsOf(scenario.mitigation), '/mitigation'),
  );
  if (problems.length > 0) return problems;
  const meant = checkSetting(system, mitigation, scenario, scenario.metrics);
  return meant.length > 0 ? meant : checkMemory(mitigation, scenario);
}

function optionsOf({ id: _id, ...options }: Named): object {
  return options;
}

function unknownId(
  pointer: string,
  found: AnySystem | MitigationDefinition | undefined,
  known: readonly { readonly id: string }[],
  { id }: Named,
): Problem[] {
  if (found !== undefined) return [];
  const expected = `one of ${known.map((each) => each.id).join(', ')}`;
  return [{ pointer, expected, found: `"${id}"`, remedy: 'choose one; the command line has more systems' }];
}

function checkMemory(definition: MitigationDefinition, scenario: Scenario): readonly Problem[] {
  const { system, samples, generations, replicates } = scenario;
  const mitigation = definition.create(scenario.mitigation);
  // All that was ever generated, twice while the next training set is put together.
  const grows = mitigation.keepsPool || definition.id === 'accumulate';
  const sets = grows ? 2 * generations + DATA_SETS : DATA_SETS;
  const numbers = replicates * sets * numbersOfSamples(system, largestRequest(mitigation, samples, generations));
  if (numbers <= MOST_NUMBERS) return [];
  return [
    {
      pointer: '/samples',
      expected: `replicates that together hold at most ${MOST_NUMBERS.toExponential(0)} numbers in a page`,
      found: `about ${numbers.toExponential(1)}`,
      remedy: 'lower the samples, the replicates or the generations, or run it on the command line',
    },
  ];
}

/** How many numbers stand for so many samples. */
function numbersOfSamples(system: Named, samples: number): number {
  const dimension = typeof system.dimension === 'number' ? system.dimension : 1;
  if (system.representation !== 'sufficient-statistics') return samples * dimension;
  return system.id === 'discrete' ? statesOf(system.real) : dimension * dimension;
}

function statesOf(real: unknown): number {
  const { states, bins, probabilities } = real as { states?: number; bins?: number; probabilities?: readonly number[] };
  return states ?? bins ?? probabilities?.length ?? 1;
}
