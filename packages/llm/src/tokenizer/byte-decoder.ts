import { tokenBytes } from './byte-level.js';
import { utf8Decode, utf8Encode } from './utf8.js';

/** Token by id, with holes where an id has none. */
export type Names = readonly (string | undefined)[];

/** @throws RangeError for an id that is not in the vocabulary */
export function knownName(names: Names, id: number): string {
  const name = names[id];
  if (name === undefined) throw new RangeError(`tokenizer: expected ids of the vocabulary, below ${names.length}, found ${id}`);
  return name;
}

/**
 * Decodes byte-level tokens: their bytes one after the other, read as UTF-8. Where they are none, U+FFFD stands.
 *
 * @param added ids whose name is text and not bytes in disguise
 */
export function byteDecoder(names: Names, added: ReadonlySet<number>): (ids: ArrayLike<number>) => string {
  const bytes = names.map((name, id) => {
    if (name === undefined) return undefined;
    return (added.has(id) ? undefined : tokenBytes(name)) ?? utf8Encode(name);
  });
  const most = bytes.reduce((sofar, of) => Math.max(sofar, of?.length ?? 0), 0);
  return (ids) => {
    const out = new Uint8Array(ids.length * most);
    let length = 0;
    for (let i = 0; i < ids.length; i++) {
      knownName(names, ids[i]);
      const of = bytes[ids[i]]!;
      out.set(of, length);
      length += of.length;
    }
    return utf8Decode(out.subarray(0, length));
  };
}
