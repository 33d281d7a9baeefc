import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { mitigations, systems } from '../catalog.js';

export const SCENARIO_FORMAT = 1;
/** The journal and the record hold every replicate. */
export const MOST_REPLICATES = 1_000_000;

/** A scenario as its file holds it. The one source of the committed JSON Schema and of this type. */
const fields = {
  $schema: Type.Optional(Type.String({ description: 'Path to scenario.schema.json, so that editors complete and check.' })),
  formatVersion: Type.Literal(SCENARIO_FORMAT),
  title: Type.String({ minLength: 1, description: 'One line.' }),
  description: Type.Optional(Type.String({ description: 'What it shows and why.' })),
  paper: Type.Optional(Type.String({ description: 'The figure, section or table it reproduces.' })),
  samples: Type.Union([Type.Integer({ minimum: 2, maximum: Number.MAX_SAFE_INTEGER }), Type.Literal('infinite')], {
    description: 'Samples a generation, M; "infinite" for whole populations (no sampling error).',
  }),
  generations: Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Number of fits; 1 is the fit to real data.' }),
  observe: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1 }), {
      minItems: 1,
      uniqueItems: true,
      description: 'Generations to measure, ascending; absent: at most 24, spaced logarithmically.',
    }),
  ),
  replicates: Type.Integer({ minimum: 1, maximum: MOST_REPLICATES, description: 'Independent repetitions.' }),
  seed: Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Scenarios of one system with one seed share their real data (common random numbers).',
  }),
  metrics: Type.Array(Type.String(), { minItems: 1, uniqueItems: true, description: 'Metric ids, see `collapse list metrics`.' }),
};

type Named = { readonly id: string; readonly [option: string]: unknown };
type Fields = Static<TObject<typeof fields>>;
export type Scenario = Readonly<Fields> & { readonly system: Named; readonly mitigation: Named };

/** The whole schema, the catalog's options included. */
export function scenarioSchema(): TSchema {
  const schema = Type.Object(
    {
      ...fields,
      system: named(systems, 'The real distribution and the model family.'),
      mitigation: named(mitigations, 'How the next training set is made.'),
    },
    { title: 'collapse-bench scenario', additionalProperties: false },
  );
  return discriminated({ $schema: 'http://json-schema.org/draft-07/schema#', ...schema }) as TSchema;
}

function named(entries: readonly { id: string; summary: string; options: TSchema }[], description: string): TSchema {
  const variants = entries.map(({ id, summary, options }) =>
    Type.Object(
      { id: Type.Literal(id), ...(options as TObject).properties },
      { description: summary, additionalProperties: false },
    ),
  );
  return Type.Union(variants, { description });
}

/**
 * Unions of objects told apart by a constant field (`id`, `kind`) become `oneOf` with a discriminator, so that a
 * mistake is reported against the variant that was meant instead of against all of them.
 */
function discriminated(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(discriminated);
  if (schema === null || typeof schema !== 'object') return schema;
  const mapped: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, discriminated(value)]),
  );
  const variants = mapped.anyOf as Record<string, any>[] | undefined;
  const tag = ['id', 'kind'].find((name) => variants?.every((variant) => variant.properties?.[name]?.const !== undefined));
  if (variants === undefined || tag === undefined) return mapped;
  const { anyOf, ...rest } = mapped;
  return { ...rest, type: 'object', required: [tag], discriminator: { propertyName: tag }, oneOf: variants };
}
