import { shownJson } from '@collapse-bench/core';
import { Ajv, type AnySchemaObject, type ErrorObject } from 'ajv';
import { BadInput, type Complaint } from '../errors.js';
import { nearNames } from '../near-names.js';

export type Validate = (value: unknown, file: string) => void;

/** A validator that throws a BadInput for the first thing that is wrong. */
export function validator(schema: AnySchemaObject): Validate {
  const ajv = new Ajv({
    discriminator: true,
    allErrors: false,
    strict: true,
    strictRequired: false,
    verbose: true,
    allowUnionTypes: true,
  });
  const check = ajv.compile(schema);
  return (value, file) => {
    if (!check(value)) throw new BadInput({ file, ...complaint(check.errors!) });
  };
}

function complaint(errors: readonly ErrorObject[]): Complaint {
  // The deepest error is the one that speaks of the value itself rather than of what is around it.
  const error = errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  const pointer = error.instancePath === '' ? '/' : error.instancePath;
  const found = shownJson(error.data);
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = params.additionalProperty as string;
      const known = Object.keys((error.parentSchema as any)?.properties ?? {});
      return {
        pointer: `${error.instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        expected: `one of the fields ${known.join(', ')}`,
        found: `"${name}"${nearNames(name, known)}`,
        remedy: 'remove or rename it',
      };
    }
    case 'required':
      return {
        pointer: `${error.instancePath}/${params.missingProperty}`,
        expected: 'this field',
        found: 'nothing',
        remedy: 'add it (the schema describes every field)',
      };
    case 'discriminator': {
      const tag = params.tag as string;
      const known: string[] = ((error.parentSchema as any)?.oneOf ?? []).map((variant: any) => variant.properties[tag].const);
      const value = params.tagValue;
      const near = typeof value === 'string' ? nearNames(value, known) : '';
      return {
        pointer: `${error.instancePath}/${tag}`,
        expected: `one of ${known.join(', ')}`,
        found: `${shownJson(value)}${near}`,
        remedy: 'choose one of these',
      };
    }
    case 'enum':
      return {
        pointer,
        expected: `one of ${(params.allowedValues as unknown[]).map(shownJson).join(', ')}`,
        found,
        remedy: 'choose one',
      };
    case 'const':
      return { pointer, expected: shownJson(params.allowedValue), found, remedy: constRemedy(pointer) };
    case 'type':
      return { pointer, expected: article(String(params.type)), found, remedy: 'change the value' };
    case 'anyOf':
      return { pointer, expected: unionWords(error), found, remedy: 'change the value' };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { pointer, expected: `a number ${params.comparison} ${params.limit}`, found, remedy: 'change the value' };
    case 'uniqueItems':
      return { pointer, expected: 'each item once', found: `item ${params.i} twice`, remedy: 'remove one of the two' };
    default:
      return { pointer, expected: `a value that ${error.message}`, found, remedy: 'change the value' };
  }
}

/** Where all variants of a union refuse the value itself, the union's own error names them all. */
function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length * 2 + (error.keyword === 'anyOf' ? 1 : 0);
}

function constRemedy(pointer: string): string {
  return pointer === '/formatVersion'
    ? 'this version of the tool reads only that format; see CONTRIBUTING.md'
    : 'change the value';
}

function unionWords(error: ErrorObject): string {
  const variants = (error.schema as any[]).map((variant) =>
    variant.const !== undefined ? shownJson(variant.const) : boundWords(variant),
  );
  return variants.join(' or ');
}

function boundWords(schema: any): string {
  const bounds = [
    schema.minimum === undefined ? '' : `>= ${schema.minimum}`,
    schema.maximum === undefined || schema.maximum === Number.MAX_SAFE_INTEGER ? '' : `<= ${schema.maximum}`,
  ];
  return [article(schema.type ?? 'value'), ...bounds].filter((part) => part !== '').join(' ');
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
