import Type, { type Static } from 'typebox';
import { systemOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { DRAWN_REPLICATE, type PictureFile, pictureName } from '../pictures/draw-pictures.js';
import type { CellResult } from '../run/cell.js';
import { contentOfLine, lineOfCell, restored, type StoredCell } from '../run/journal.js';
import type { LoadedScenario } from '../scenario/load.js';
import { type Validate, validator } from '../scenario/validate.js';
import { isCellOf } from '../shard/merge-shards.js';
import { isPlainSvg } from './plain-svg.js';
import { type CellRequest, requestKey } from './request.js';

/** What a worker hands in: a journal of one cell, and the cell's pictures. */
export const answerSchema = Type.Object(
  {
    formatVersion: Type.Literal(1),
    line: Type.String(),
    pictures: Type.Optional(
      Type.Array(Type.Object({ name: Type.String(), text: Type.String() }, { additionalProperties: false })),
    ),
  },
  { additionalProperties: false },
);
export type Answer = Static<typeof answerSchema>;

const text = Type.String({ maxLength: 300 });
const orNull = { type: ['number', 'null'] };
const lineSchema = Type.Object(
  {
    key: Type.String(),
    cells: Type.Array(
      Type.Object(
        {
          replicate: Type.Integer({ minimum: 0 }),
          values: Type.Array(Type.Unsafe<number | null>(orNull)),
          exceptions: Type.Array(
            Type.Object(
              { index: Type.Integer({ minimum: 0 }), status: Type.Enum(['diverged', 'undefined', 'skipped']), reason: text },
              { additionalProperties: false },
            ),
          ),
          absorbedAt: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 1 }),
          seconds: Type.Number({ minimum: 0 }),
          data: Type.Optional(Type.Record(text, Type.String({ pattern: '^[0-9a-f]{64}$' }))),
          worker: Type.Object(
            {
              name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' }),
              jobs: Type.Integer({ minimum: 1 }),
              finishedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }),
              environment: Type.Record(
                text,
                Type.Unsafe<string | number | boolean | null>({ type: ['string', 'number', 'boolean', 'null'], maxLength: 300 }),
              ),
            },
            { additionalProperties: false },
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1 },
    ),
  },
  { additionalProperties: false },
);

export function answerOf(request: CellRequest, { pictures, ...cell }: CellResult): Answer {
  const line = lineOfCell(requestKey(request), cell);
  return {
    formatVersion: 1,
    line,
    ...(pictures === undefined ? {} : { pictures: pictures.map(({ name, text }) => ({ name, text })) }),
  };
}

let validateAnswer: Validate | undefined;
let validateLine: Validate | undefined;

/**
 * The cell that was handed in for a request, after every check that `merge` makes of a shard's.
 *
 * @throws BadInput
 */
export function readAnswer(raw: unknown, request: CellRequest, loaded: LoadedScenario): CellResult {
  const shown = `the result of ${request.scenario}, replicate ${request.replicate}`;
  const fail = (expected: string, found: string): never => {
    throw new BadInput({ file: shown, expected, found, remedy: 'it is not used' });
  };
  validateAnswer ??= validator(answerSchema);
  validateAnswer(raw, shown);
  const { line, pictures } = raw as Answer;
  const content = contentOfLine(line);
  if (content === undefined) return fail('a whole line of a journal', 'a torn or changed one');
  validateLine ??= validator(lineSchema);
  validateLine(content, shown);
  const { key, cells } = content as { key: string; cells: [StoredCell] };
  if (key !== requestKey(request)) return fail('one of the code, scenario and class of machine asked for', 'one of others');
  const cell = restored(cells[0]);
  const last = loaded.observed[loaded.observed.length - 1];
  const known = cell.replicate === request.replicate && (cell.absorbedAt ?? 1) <= last;
  if (!known || !isCellOf(loaded, cell)) return fail("the scenario's metrics, generations and replicate", 'others');
  if (pictures === undefined) return cell;
  return { ...cell, pictures: checkedPictures(pictures, request, loaded, fail) };
}

/** A picture is shown in browsers, so what came over the queue must be a drawing and nothing else. */
function checkedPictures(
  pictures: readonly PictureFile[],
  { replicate }: CellRequest,
  { scenario }: LoadedScenario,
  fail: (expected: string, found: string) => never,
): readonly PictureFile[] {
  const known = (systemOf(scenario.system.id).pictures?.(scenario.system) ?? []).map(pictureName);
  const names = pictures.map(({ name }) => name);
  if (replicate !== DRAWN_REPLICATE || new Set(names).size < names.length || !names.every((name) => known.includes(name))) {
    return fail("the scenario's pictures, of its first replicate", 'others');
  }
  if (!pictures.every((each) => isPlainSvg(each.text))) return fail('pictures that are drawings alone', 'more than that');
  return pictures;
}
