import path from 'node:path';
import Type, { type Static } from 'typebox';
import writeFileAtomic from 'write-file-atomic';
import { readJsonFile } from '../json-file.js';
import { environment } from '../run/environment.js';
import { type Validate, validator } from '../scenario/validate.js';
import { measureSpeeds, throughputClass } from '../throughput/speeds.js';
import { displayPath, type Workspace } from '../workspace.js';

const timingsSchema = Type.Object(
  {
    formatVersion: Type.Literal(1),
    class: Type.String(),
    benchmarks: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          relative: Type.Array(Type.Number({ exclusiveMinimum: 0 }), {
            minItems: 2,
            description: 'Speed of one process each, as a multiple of its calibration kernel.',
          }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
);

/** How much single processes differ on one machine, with nothing changed: what the throughput gates are studied on. */
export type Timings = Static<typeof timingsSchema>;

let validate: Validate | undefined;

export const timingsFile = (workspace: Workspace): string => path.join(workspace.root, 'benchmarks', 'power-timings.json');

/** @throws BadInput when the file cannot be read */
export function readTimings(workspace: Workspace): Timings {
  const file = timingsFile(workspace);
  const shown = displayPath(workspace, file);
  const raw = readJsonFile(file, shown);
  validate ??= validator(timingsSchema);
  validate(raw, shown);
  return raw as Timings;
}

/**
 * Measures every benchmark in so many processes, one of each benchmark after the other.
 *
 * @param done told after every round
 */
export async function recordTimings(processes: number, done: (rounds: number) => void): Promise<Timings> {
  const relative = new Map<string, number[]>();
  for (let round = 0; round < processes; round++) {
    for (const { id, perSecond, calibrationPerSecond } of await measureSpeeds(1)) {
      relative.set(id, [...(relative.get(id) ?? []), Number((perSecond / calibrationPerSecond).toPrecision(5))]);
    }
    done(round + 1);
  }
  const benchmarks = [...relative].map(([id, each]) => ({ id, relative: each }));
  return { formatVersion: 1, class: throughputClass(environment()), benchmarks };
}

/** A line for each benchmark. */
export function writeTimings(workspace: Workspace, { benchmarks, ...head }: Timings): void {
  const lines = benchmarks.map((benchmark) => `    ${JSON.stringify(benchmark)}`);
  const heads = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  writeFileAtomic.sync(timingsFile(workspace), `{\n${heads.join('')}  "benchmarks": [\n${lines.join(',\n')}\n  ]\n}\n`);
}
