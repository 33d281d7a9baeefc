import Type, { type Static } from 'typebox';
import { BadInput } from '../errors.js';
import { type Validate, validator } from '../scenario/validate.js';

const worker = Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' });

/** What workers say of a cell before it is done. */
const newsSchema = Type.Union([
  Type.Object(
    {
      worker,
      generation: Type.Integer({ minimum: 0 }),
      generations: Type.Integer({ minimum: 1 }),
      seconds: Type.Number({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
  /** It leaves the cell to others. */
  Type.Object({ worker, refused: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
]);
export type News = Static<typeof newsSchema>;

let validate: Validate | undefined;

/** undefined: not what a worker of ours says. */
export function readNews(raw: unknown): News | undefined {
  validate ??= validator(newsSchema);
  try {
    validate(raw, '');
    return raw as News;
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}
