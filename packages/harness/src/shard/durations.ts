import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Setting } from '@collapse-bench/core';
import Type, { type Static } from 'typebox';
import writeFileAtomic from 'write-file-atomic';
import { systemOf } from '../catalog.js';
import { readJsonFile } from '../json-file.js';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import { type Validate, validator } from '../scenario/validate.js';
import { displayPath, type Workspace } from '../workspace.js';

const durationsSchema = Type.Object(
  {
    formatVersion: Type.Literal(1),
    secondsPerCell: Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 })),
  },
  { additionalProperties: false },
);

/** Seconds of one cell by scenario id. */
export type Durations = Static<typeof durationsSchema>['secondsPerCell'];

let validate: Validate | undefined;

/** Committed, so that every machine splits a run alike. */
export function durationsFile(workspace: Workspace): string {
  return path.join(workspace.root, 'benchmarks', 'durations.json');
}

/** @throws BadInput when the file is there and cannot be read */
export function readDurations(workspace: Workspace): Durations {
  const file = durationsFile(workspace);
  if (!existsSync(file)) return {};
  const shown = displayPath(workspace, file);
  const raw = readJsonFile(file, shown);
  validate ??= validator(durationsSchema);
  validate(raw, shown);
  return (raw as Static<typeof durationsSchema>).secondsPerCell;
}

/** A change below this factor is a matter of machines, and leaves what is recorded. */
const NEWS = 2;

/** Takes down what cells took, where nothing or something else by far is recorded. */
export function recordDurations(workspace: Workspace, measured: Durations): void {
  const known = readDurations(workspace);
  const news = Object.entries(measured).filter(([id, seconds]) => {
    const change = seconds / known[id];
    return seconds > 0 && !(change < NEWS && change > 1 / NEWS);
  });
  if (news.length === 0) return;
  const all = { ...known, ...Object.fromEntries(news.map(([id, seconds]) => [id, Number(seconds.toPrecision(2))])) };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileAtomic.sync(durationsFile(workspace), `${JSON.stringify({ formatVersion: 1, secondsPerCell: sorted }, null, 2)}\n`);
}

/** What one core does in training, roughly: floating-point operations a second. */
export const TRAINING_SPEED = 6e10;
/** Of a cell in plain arithmetic of which nothing is known. */
const UNKNOWN_SECONDS = 0.01;

/** Microseconds that a cell is expected to take: as recorded, else by its operations, else as good as any other. */
export function cellCost({ id, scenario, observed }: LoadedScenario, durations: Durations): number {
  const seconds = durations[id] ?? trainingSeconds(scenario, observed) ?? UNKNOWN_SECONDS;
  return Math.max(1, Math.round(1e6 * (Number.isFinite(seconds) ? seconds : UNKNOWN_SECONDS)));
}

function trainingSeconds(scenario: LoadedScenario['scenario'], observed: readonly number[]): number | undefined {
  const { id: _system, ...system } = scenario.system;
  const setting: Setting = { ...scenario, system, samples: sampleCount(scenario) };
  const each = systemOf(scenario.system.id).operations?.(setting);
  return each === undefined ? undefined : (each * observed[observed.length - 1]) / TRAINING_SPEED;
}
