import { type Problem, shownJson } from '@collapse-bench/core';

/** The keywords that option schemas use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/**
 * What a schema of options finds wrong with a value; the first thing only, empty when all is well. (The command line has Ajv,
 * which is larger than all that runs here.)
 *
 * @param pointer where the value stands
 */
export function checkSchema(schema: object, value: unknown, pointer: string): readonly Problem[] {
  return check(schema, value, pointer);
}

function check(schema: Schema, value: unknown, pointer: string): readonly Problem[] {
  const wrong = (expected: string, remedy = 'change the value') => [{ pointer, expected, found: shownJson(value), remedy }];
  if (schema.anyOf !== undefined) return checkUnion(schema.anyOf, value, pointer);
  if ('const' in schema) return value === schema.const ? [] : wrong(shownJson(schema.const));
  if (schema.enum !== undefined) {
    return schema.enum.includes(value) ? [] : wrong(`one of ${schema.enum.map(shownJson).join(', ')}`, 'choose one');
  }
  switch (schema.type) {
    case 'object':
      return isRecord(value) ? checkObject(schema, value, pointer) : wrong('an object');
    case 'array':
      return Array.isArray(value) ? checkArray(schema, value, pointer) : wrong('a list');
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('true or false');
    case 'integer':
      return Number.isInteger(value) ? checkRange(schema, value as number, pointer) : wrong('a whole number');
    case 'number':
      return Number.isFinite(value) ? checkRange(schema, value as number, pointer) : wrong('a number');
    default:
      throw new RangeError(`checkSchema: expected a schema of options at ${pointer}, found ${shownJson(schema)}`);
  }
}

function checkRange(schema: Schema, value: number, pointer: string): readonly Problem[] {
  const bounds: readonly (readonly [string, number | undefined, boolean])[] = [
    ['>=', schema.minimum, value >= schema.minimum!],
    ['<=', schema.maximum, value <= schema.maximum!],
    ['>', schema.exclusiveMinimum, value > schema.exclusiveMinimum!],
    ['<', schema.exclusiveMaximum, value < schema.exclusiveMaximum!],
  ];
  const broken = bounds.find(([, bound, held]) => bound !== undefined && !held);
  if (broken === undefined) return [];
  const kind = schema.type === 'integer' ? 'whole number' : 'number';
  const expected = `a ${kind} ${broken[0]} ${broken[1]}`;
  return [{ pointer, expected, found: shownJson(value), remedy: 'change the value' }];
}

function checkObject(schema: Schema, value: Readonly<Record<string, unknown>>, pointer: string): readonly Problem[] {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).find((name) => value[name] === undefined);
  if (missing !== undefined) {
    return [{ pointer: `${pointer}/${missing}`, expected: 'this field', found: 'nothing', remedy: 'fill it in' }];
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
  if (unknown !== undefined) {
    const expected = `one of the fields ${Object.keys(properties).join(', ')}`;
    return [{ pointer: `${pointer}/${unknown}`, expected, found: shownJson(unknown), remedy: 'remove it' }];
  }
  for (const [name, field] of Object.entries(properties)) {
    const problems = check(field, value[name], `${pointer}/${name}`);
    if (problems.length > 0) return problems;
  }
  return [];
}

function checkArray(schema: Schema, value: readonly unknown[], pointer: string): readonly Problem[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = schema;
  const most = Array.isArray(items) ? items.length : maxItems;
  if (value.length < minItems || value.length > most) {
    const expected = value.length < minItems ? `at least ${minItems} items` : `at most ${most} items`;
    return [{ pointer, expected, found: `${value.length}`, remedy: 'change the list' }];
  }
  for (const [i, item] of value.entries()) {
    const problems = check(Array.isArray(items) ? items[i] : (items as Schema), item, `${pointer}/${i}`);
    if (problems.length > 0) return problems;
  }
  return [];
}

/** Variants told apart by a constant `kind` answer for the value that names them; others all together. */
function checkUnion(variants: readonly Schema[], value: unknown, pointer: string): readonly Problem[] {
  const meant = isRecord(value) ? variants.find(({ properties }) => properties?.kind?.const === value.kind) : undefined;
  if (meant !== undefined) return check(meant, value, pointer);
  if (variants.some((variant) => check(variant, value, pointer).length === 0)) return [];
  const names = variants.map((variant) => shownJson(variant.properties?.kind?.const ?? variant.const ?? variant.type));
  return [{ pointer, expected: names.join(' or '), found: shownJson(value), remedy: 'choose one' }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
