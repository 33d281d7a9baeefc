/** Documents as word numbers, one after the other in one array. Plain data. */
export interface TokenBlocks {
  /** Uint32Array[tokens]: word numbers. */
  readonly tokens: Uint32Array;
  /** Uint32Array[documents + 1]: document d is tokens[offsets[d]] ... tokens[offsets[d + 1] - 1]. */
  readonly offsets: Uint32Array;
  /** Float64Array[documents], >= 0: how often each document counts in a fit. Absent: once each. */
  readonly weights?: Float64Array;
}

/** Number of documents. */
export function documentCount({ offsets }: TokenBlocks): number {
  return offsets.length - 1;
}

/** Joins documents, Uint32Array each, in order. */
export function joinDocuments(documents: readonly Uint32Array[]): TokenBlocks {
  const offsets = new Uint32Array(documents.length + 1);
  documents.forEach((document, d) => {
    offsets[d + 1] = offsets[d] + document.length;
  });
  const tokens = new Uint32Array(offsets[documents.length]);
  documents.forEach((document, d) => {
    tokens.set(document, offsets[d]);
  });
  return { tokens, offsets };
}

/**
 * Cuts each document into blocks of exactly `length` tokens from its beginning; what is left at its end is dropped, so
 * no block spans two documents.
 *
 * @param length a positive integer
 * @throws RangeError if it is anything else
 */
export function cutIntoBlocks(documents: readonly Uint32Array[], length: number): TokenBlocks {
  if (!(Number.isInteger(length) && length >= 1)) {
    throw new RangeError(`cutIntoBlocks: expected a positive integer length, found ${length}`);
  }
  const whole = documents.map((document) => document.subarray(0, document.length - (document.length % length)));
  const { tokens } = joinDocuments(whole);
  return equalBlocks(tokens, length);
}

/** Documents of equal length over one array of tokens, which is kept and not copied. */
export function equalBlocks(tokens: Uint32Array, length: number): TokenBlocks {
  const count = tokens.length / length;
  if (!Number.isInteger(count)) {
    throw new RangeError(`equalBlocks: expected a multiple of ${length} tokens, found ${tokens.length}`);
  }
  return { tokens, offsets: Uint32Array.from({ length: count + 1 }, (_, d) => d * length) };
}
