import { existsSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import Type, { type Static } from 'typebox';
import { BadInput } from '../errors.js';
import { readJsonFile } from '../json-file.js';
import { nearNames } from '../near-names.js';
import { displayPath, type Workspace } from '../workspace.js';
import { matchScenarios } from './load.js';
import { type Validate, validator } from './validate.js';

const globs = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });

export const suiteSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    formatVersion: Type.Literal(1),
    title: Type.String({ minLength: 1 }),
    include: globs,
    exclude: Type.Optional(globs),
    throughput: Type.Boolean({ description: 'Whether `verify` also measures throughput and holds it against its baseline.' }),
  },
  { $schema: 'http://json-schema.org/draft-07/schema#', title: 'collapse-bench suite', additionalProperties: false },
);
export type Suite = Static<typeof suiteSchema>;

let validate: Validate | undefined;

export function suiteNames(workspace: Workspace): string[] {
  return globSync('*.json', { cwd: workspace.suites })
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

export function loadSuite(workspace: Workspace, name: string): Suite {
  const known = suiteNames(workspace);
  const file = path.join(workspace.suites, `${name}.json`);
  if (!known.includes(name) || !existsSync(file)) {
    const found = `"${name}"${nearNames(name, known)}`;
    throw new BadInput({ expected: `a suite (${known.join(', ')})`, found, remedy: 'choose one of these' });
  }
  const shown = displayPath(workspace, file);
  const raw = readJsonFile(file, shown);
  validate ??= validator(suiteSchema);
  validate(raw, shown);
  return raw as Suite;
}

/**
 * Ids of the suite's scenarios, sorted.
 *
 * @throws BadInput when a glob matches nothing or nothing is left: a suite without scenarios would pass without a test
 */
export function suiteScenarios(workspace: Workspace, suite: Suite): string[] {
  const excluded = new Set(suite.exclude === undefined ? [] : matchScenarios(workspace, suite.exclude));
  const ids = matchScenarios(workspace, suite.include).filter((id) => !excluded.has(id));
  if (ids.length > 0) return ids;
  const found = `none, for "exclude" takes out all that "include" names (${suite.title})`;
  throw new BadInput({ expected: 'at least one scenario in the suite', found, remedy: 'exclude less' });
}
