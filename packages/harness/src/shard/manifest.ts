import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { readJsonFile } from '../json-file.js';
import { pictureFolder, picturesIn } from '../pictures/picture-files.js';
import { engineNames } from '../run/engine-names.js';
import { MOST_REPLICATES } from '../scenario/schema.js';
import { type Validate, validator } from '../scenario/validate.js';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const count = Type.Integer({ minimum: 1 });

/** What one shard did, beside the journals that hold its cells. Written when the last cell is there. */
export const manifestSchema = Type.Object(
  {
    formatVersion: Type.Literal(1),
    shard: Type.Object({ index: count, count }, { additionalProperties: false }),
    codeHash: hash,
    environment: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    jobs: count,
    finishedAt: Type.String(),
    /** All scenarios of the run, those too of which this shard has no cell. */
    scenarios: Type.Array(
      Type.Object(
        {
          scenario: Type.String(),
          scenarioHash: hash,
          seed: Type.Integer({ minimum: 0 }),
          /** Of all shards together. */
          replicates: Type.Integer({ minimum: 1, maximum: MOST_REPLICATES }),
          engine: Type.Optional(Type.Enum(engineNames)),
          environmentClass: Type.String({ minLength: 1 }),
          cells: Type.Array(Type.Integer({ minimum: 0 }), { uniqueItems: true }),
          pictures: Type.Array(
            Type.Object(
              { name: Type.String({ pattern: '^[A-Za-z0-9_-][A-Za-z0-9._-]*$' }), sha256: hash },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Manifest = Static<typeof manifestSchema>;
export type ManifestScenario = Manifest['scenarios'][number];

export function manifestFile(folder: string): string {
  return path.join(folder, 'shard.json');
}

let validate: Validate | undefined;

/** @throws BadInput when there is none, or it cannot be read */
export function readManifest(folder: string, shown: string): Manifest {
  const raw = readJsonFile(manifestFile(folder), shown);
  validate ??= validator(manifestSchema);
  validate(raw, shown);
  return raw as Manifest;
}

/** The pictures of a scenario's folder and what they hold. */
export function picturesOf(folder: string): ManifestScenario['pictures'] {
  return picturesIn(folder).map((name) => ({ name, sha256: fileHash(path.join(pictureFolder(folder), name)) }));
}

function fileHash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
