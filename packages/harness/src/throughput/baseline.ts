import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import writeFileAtomic from 'write-file-atomic';
import { BadInput } from '../errors.js';
import { readJsonFile } from '../json-file.js';
import { type FormatStep, newestVersion, upgraded } from '../record/format-version.js';
import { type Validate, validator } from '../scenario/validate.js';
import { displayPath, type Workspace } from '../workspace.js';
import { type Speed, speedSchema } from './speeds.js';

/** From each version of the format to the next. */
const STEPS: readonly FormatStep[] = [];
const FORMAT = newestVersion(STEPS);

const baselineSchema = Type.Object(
  { formatVersion: Type.Literal(FORMAT), class: Type.String(), speeds: Type.Array(speedSchema, { minItems: 1 }) },
  { additionalProperties: false },
);

let validate: Validate | undefined;

export function throughputFile(workspace: Workspace, className: string): string {
  return path.join(workspace.baselines, 'throughput', `${className}.json`);
}

/** @throws BadInput when the file is there and cannot be read */
export function readThroughput(workspace: Workspace, className: string): readonly Speed[] | undefined {
  const file = throughputFile(workspace, className);
  if (!existsSync(file)) return undefined;
  const shown = displayPath(workspace, file);
  const raw = upgraded(STEPS, readJsonFile(file, shown), shown);
  validate ??= validator(baselineSchema);
  validate(raw, shown);
  const { speeds } = raw as Static<typeof baselineSchema>;
  checkIds(speeds, shown);
  return speeds;
}

function checkIds(speeds: readonly Speed[], file: string): void {
  const ids = new Set<string>();
  speeds.forEach(({ id }, i) => {
    if (ids.has(id)) {
      throw new BadInput({ file, pointer: `/speeds/${i}/id`, expected: 'each benchmark once', found: `"${id}" twice`, remedy });
    }
    ids.add(id);
  });
}

const remedy = 'the file was edited; restore it from version control, or make it anew with `pnpm collapse throughput --accept`';

export function writeThroughput(workspace: Workspace, className: string, speeds: readonly Speed[]): void {
  const file = throughputFile(workspace, className);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileAtomic.sync(file, `${JSON.stringify({ formatVersion: FORMAT, class: className, speeds }, null, 2)}\n`);
}
