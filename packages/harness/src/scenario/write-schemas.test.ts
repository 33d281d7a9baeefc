import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { ownRoot, workspaceAt } from '../workspace.js';
import { loadScenario, scenarioIds } from './load.js';
import { committedSchemas } from './write-schemas.js';

const workspace = workspaceAt(ownRoot);
const schemas = committedSchemas();

test('the committed schemas are the generated ones (else: pnpm schema)', () => {
  expect(readdirSync(workspace.schema).sort()).toEqual(Object.keys(schemas).sort());
  for (const [name, text] of Object.entries(schemas)) {
    expect(readFileSync(path.join(workspace.schema, name), 'utf8'), name).toBe(text);
  }
});

test('a validator that knows nothing of our tools reads the committed schema and accepts every committed scenario', () => {
  // OpenAPI's `discriminator` is an annotation to plain JSON Schema.
  const check = new Ajv({ strict: false }).compile(JSON.parse(schemas['scenario.schema.json']));
  for (const id of scenarioIds(workspace)) {
    const { file } = loadScenario(workspace, id);
    expect(check(JSON.parse(readFileSync(path.join(ownRoot, file), 'utf8'))), id).toBe(true);
  }
  expect(check({ formatVersion: 1 })).toBe(false);
});

test('a validator that knows nothing of our tools accepts every committed baseline', () => {
  const check = new Ajv().compile(JSON.parse(schemas['result.schema.json']));
  const files = globSync('**/*.json', { cwd: workspace.baselines, ignore: ['throughput/**'] });
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(check(JSON.parse(readFileSync(path.join(workspace.baselines, file), 'utf8'))), file).toBe(true);
  }
});
