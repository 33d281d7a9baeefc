import Type, { type Static } from 'typebox';
import { mitigationOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { parseJson } from '../json-file.js';
import type { CellResult } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import { type Validate, validator } from '../scenario/validate.js';
import { type TheoryRow, theoryRowSchema } from '../verdict/theory.js';
import { type FormatStep, newestVersion, upgraded } from './format-version.js';

/** From each version of the format to the next. Baselines are results too. */
const STEPS: readonly FormatStep[] = [];
export const RESULT_FORMAT = newestVersion(STEPS);

const exception = Type.Object(
  { status: Type.Enum(['diverged', 'undefined', 'skipped']), reason: Type.String() },
  { additionalProperties: false },
);
const recorded = Type.Union([Type.Number(), exception], {
  description: 'A number, or why there is none: JSON has neither NaN nor infinity.',
});

/** What a run of one scenario found: the only thing that is compared and hashed. No time, no machine. */
export const resultSchema = Type.Object(
  {
    formatVersion: Type.Literal(RESULT_FORMAT),
    scenario: Type.String(),
    scenarioHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    environmentClass: Type.Optional(
      Type.String({ minLength: 1, description: 'Where equal bytes can be expected; absent: on every machine.' }),
    ),
    seed: Type.Integer({ minimum: 0 }),
    replicates: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, uniqueItems: true }),
    generations: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, uniqueItems: true }),
    realSamplesUsed: Type.Array(Type.Number({ minimum: 0 }), {
      description: 'Distinct real samples used after model 1, expected, at each of the generations.',
    }),
    absorbedAt: Type.Array(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]), {
      description: 'For each replicate: first generation at which the model was a point mass.',
    }),
    values: Type.Record(Type.String(), Type.Array(Type.Array(recorded)), {
      description: 'values[metric][i][r]: the metric at generations[i] in replicates[r].',
    }),
    theory: Type.Array(theoryRowSchema),
  },
  { $schema: 'http://json-schema.org/draft-07/schema#', title: 'collapse-bench result', additionalProperties: false },
);
export type Result = Static<typeof resultSchema>;
export type Recorded = Static<typeof recorded>;

let validateResult: Validate | undefined;

/**
 * The cells of one scenario, sorted by replicate, as a result without its theory rows.
 *
 * @param environmentClass where the cells were computed; `portable` goes without saying
 */
export function resultOf(loaded: LoadedScenario, cells: readonly CellResult[], environmentClass = 'portable'): Result {
  const { scenario, observed } = loaded;
  const mitigation = mitigationOf(scenario.mitigation.id).create(scenario.mitigation);
  const samples = sampleCount(scenario);
  const sorted = [...cells].sort((a, b) => a.replicate - b.replicate);
  const recordedValues = sorted.map(recordedCell);
  return {
    formatVersion: RESULT_FORMAT,
    scenario: loaded.id,
    scenarioHash: loaded.hash,
    ...(environmentClass === 'portable' ? {} : { environmentClass }),
    seed: scenario.seed,
    replicates: sorted.map((cell) => cell.replicate),
    generations: [...observed],
    realSamplesUsed: Number.isFinite(samples)
      ? observed.map((generation) => mitigation.realSamplesUsed(generation, samples))
      : [],
    absorbedAt: sorted.map((cell) => cell.absorbedAt),
    values: Object.fromEntries(
      scenario.metrics.map((id, m) => [
        id,
        observed.map((_, i) => recordedValues.map((values) => values[m * observed.length + i])),
      ]),
    ),
    theory: [],
  };
}

function recordedCell(cell: CellResult): Recorded[] {
  const values: Recorded[] = Array.from(cell.values, (value) => (Object.is(value, -0) ? 0 : value));
  for (const { index, status, reason } of cell.exceptions) values[index] = { status, reason };
  return values;
}

/**
 * The result's bytes: JSON with one line for each metric and generation, so that a changed number is one changed line.
 * Equal results have equal bytes.
 */
export function formatResult(result: Result): string {
  const { values, theory, ...head } = result;
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const metrics = Object.entries(values).map(([id, rows]) => `    ${JSON.stringify(id)}: [\n${block(rows, 6)}\n    ]`);
  lines.push(`  "values": {\n${metrics.join(',\n')}\n  }`);
  lines.push(theory.length === 0 ? '  "theory": []' : `  "theory": [\n${block(theory, 4)}\n  ]`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function block(rows: readonly unknown[], indent: number): string {
  return rows.map((row) => ' '.repeat(indent) + JSON.stringify(row)).join(',\n');
}

/** Reads a result; of an older version too; anything wrong with it (truncated, edited, a newer version) is a BadInput that names the place. */
export function parseResult(text: string, shown: string): Result {
  const raw = upgraded(STEPS, parseJson(text, shown), shown);
  validateResult ??= validator(resultSchema);
  validateResult(raw, shown);
  const result = raw as Result;
  checkShape(result, shown);
  return result;
}

function checkShape(result: Result, file: string): void {
  const { replicates, generations, values, absorbedAt, realSamplesUsed } = result;
  const remedy = 'the file was edited or cut; make it anew';
  const fail = (pointer: string, expected: string, found: number): never => {
    throw new BadInput({ file, pointer, expected, found: String(found), remedy });
  };
  if (absorbedAt.length !== replicates.length) fail('/absorbedAt', `${replicates.length} items`, absorbedAt.length);
  // Whole populations have no number of real samples.
  if (realSamplesUsed.length !== 0 && realSamplesUsed.length !== generations.length) {
    fail('/realSamplesUsed', `${generations.length} items`, realSamplesUsed.length);
  }
  for (const [id, rows] of Object.entries(values)) {
    if (rows.length !== generations.length) fail(`/values/${id}`, `${generations.length} generations`, rows.length);
    rows.forEach((row, i) => {
      if (row.length !== replicates.length) fail(`/values/${id}/${i}`, `${replicates.length} replicates`, row.length);
    });
  }
}

/** Whether a record is of this scenario, with its metrics and generations: one scenario hash means one list of each, unless the file was edited. */
export function isResultOf({ hash, scenario, observed }: LoadedScenario, result: Result): boolean {
  const found = [result.scenarioHash, result.seed, result.generations, Object.keys(result.values).sort()];
  return JSON.stringify(found) === JSON.stringify([hash, scenario.seed, observed, [...scenario.metrics].sort()]);
}

/** A copy with theory rows. */
export function withTheory(result: Result, theory: readonly TheoryRow[]): Result {
  return { ...result, theory: [...theory] };
}
