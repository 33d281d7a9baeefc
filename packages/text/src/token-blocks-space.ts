import { type DataSpace, drawFromParts } from '@collapse-bench/core';
import { documentCount, type TokenBlocks } from './token-blocks.js';

/**
 * What the generation loop may do with texts. A sample is a document: that is what a model is asked for, what a selector
 * keeps or drops and what the paper preserves; single tokens cannot be drawn without tearing their contexts.
 */
export const tokenBlocksSpace: DataSpace<TokenBlocks> = {
  size: documentCount,
  concat: (parts) => {
    const documents = parts.reduce((sum, part) => sum + documentCount(part), 0);
    const tokens = new Uint32Array(parts.reduce((sum, part) => sum + part.tokens.length, 0));
    const offsets = new Uint32Array(documents + 1);
    const weights = parts.some((part) => part.weights !== undefined) ? new Float64Array(documents).fill(1) : undefined;
    let document = 0;
    let token = 0;
    for (const part of parts) {
      tokens.set(part.tokens, token);
      if (part.weights !== undefined) weights!.set(part.weights, document);
      for (let d = 1; d < part.offsets.length; d++) offsets[document + d] = token + part.offsets[d];
      document += documentCount(part);
      token += part.tokens.length;
    }
    return withWeights(tokens, offsets, weights);
  },
  subset: (parts, count, replacement, rng) => {
    const partOf = new Uint32Array(count);
    const placeOf = new Uint32Array(count);
    drawFromParts(rng, parts.map(documentCount), count, replacement, (i, part, index) => {
      partOf[i] = part;
      placeOf[i] = index;
    });
    return gather(parts, partOf, placeOf);
  },
  pick: (data, places) => gather([data], new Uint32Array(places.length), places),
  weighted: ({ tokens, offsets, weights }, weight) => {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`weighted: expected a finite weight >= 0, found ${weight}`);
    }
    const scaled = new Float64Array(offsets.length - 1);
    for (let d = 0; d < scaled.length; d++) scaled[d] = weight * (weights === undefined ? 1 : weights[d]);
    return { tokens, offsets, weights: scaled };
  },
};

/** Document placeOf[i] of part partOf[i], for every i in order. */
function gather(parts: readonly TokenBlocks[], partOf: Uint32Array, placeOf: Uint32Array): TokenBlocks {
  const count = placeOf.length;
  const offsets = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) {
    const part = parts[partOf[i]].offsets;
    if (placeOf[i] >= part.length - 1) {
      throw new RangeError(`pick: expected places below ${part.length - 1}, found ${placeOf[i]}`);
    }
    offsets[i + 1] = offsets[i] + part[placeOf[i] + 1] - part[placeOf[i]];
  }
  const tokens = new Uint32Array(offsets[count]);
  const weights = parts.some((part) => part.weights !== undefined) ? new Float64Array(count).fill(1) : undefined;
  for (let i = 0; i < count; i++) {
    const part = parts[partOf[i]];
    const start = part.offsets[placeOf[i]];
    for (let at = offsets[i], from = start; at < offsets[i + 1]; at++, from++) tokens[at] = part.tokens[from];
    if (part.weights !== undefined) weights![i] = part.weights[placeOf[i]];
  }
  return withWeights(tokens, offsets, weights);
}

function withWeights(tokens: Uint32Array, offsets: Uint32Array, weights: Float64Array | undefined): TokenBlocks {
  return weights === undefined ? { tokens, offsets } : { tokens, offsets, weights };
}
