import { splitAtSpaces } from './split-at-spaces.js';

/** Pieces remembered, at most; prose of ten million characters has a hundred thousand. */
const MOST_PIECES = 2 ** 17;

/**
 * The same encoder, by pieces that are remembered: a word that comes again costs a look-up.
 *
 * @param encode an encoder that makes of a text what it makes of the pieces of `splitAtSpaces`
 */
export function piecewise(encode: (text: string) => Uint32Array): (text: string) => Uint32Array {
  const known = new Map<string, Uint32Array>();
  return (text) => {
    const pieces: Uint32Array[] = [];
    let length = 0;
    splitAtSpaces(text, (piece) => {
      let ids = known.get(piece);
      if (ids === undefined) {
        ids = encode(piece);
        if (known.size >= MOST_PIECES) known.clear();
        known.set(piece, ids);
      }
      pieces.push(ids);
      length += ids.length;
    });
    const out = new Uint32Array(length);
    let at = 0;
    for (const ids of pieces) {
      out.set(ids, at);
      at += ids.length;
    }
    return out;
  };
}
