import { createHash } from 'node:crypto';

/** The same plain data with a digest in the place of each typed array: comparing long arrays element by element takes seconds. */
export function digested(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    const digest = createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex');
    return `${value.constructor.name} ${digest}`;
  }
  if (Array.isArray(value)) return value.map(digested);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, digested(each)]));
}
