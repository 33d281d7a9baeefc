import { shownJson } from '@collapse-bench/core';

/** Parses a JSON file that holds an object. @throws RangeError if `text` is anything else; it names `file` */
export function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`${file}: expected JSON, found ${JSON.stringify(text.slice(0, 40))}`, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RangeError(`${file}: expected an object, found ${shownJson(value)}`);
}
