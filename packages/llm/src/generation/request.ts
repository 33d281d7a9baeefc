/** How the next token is chosen, with the meanings of Hugging Face's `generate`. */
export type Method =
  /** The likeliest token. */
  | { readonly kind: 'greedy' }
  /** A draw from softmax(logits / temperature), restricted to the `topK` likeliest tokens, then to the fewest that hold `topP`. */
  | { readonly kind: 'sample'; readonly temperature: number; readonly topK?: number; readonly topP?: number }
  /** The best of `beams` continuations kept side by side, by mean log-probability of a token. */
  | { readonly kind: 'beam'; readonly beams: number };

export interface GenerationRequest {
  /** Most tokens of a continuation. */
  readonly newTokens: number;
  /** Fewest: before, no end token is chosen. Absent: `newTokens`, so every continuation has that many. */
  readonly minNewTokens?: number;
  readonly method: Method;
  /**
   * At least 1, which does nothing: scores of tokens seen before, in the prompt or the continuation, are divided by it if
   * positive, else multiplied (Keskar et al. 2019). Scores are logits; in beam search log-probabilities.
   */
  readonly repetitionPenalty: number;
  /** Token that ends a continuation and is its last. Absent: nothing ends one early. */
  readonly endToken?: number;
}

/** @throws RangeError on numbers outside their meaning */
export function checkRequest(request: GenerationRequest, vocabulary: number): void {
  const { newTokens, minNewTokens = newTokens, method, repetitionPenalty, endToken } = request;
  positiveInteger('newTokens', newTokens);
  if (!Number.isInteger(minNewTokens) || minNewTokens < 0 || minNewTokens > newTokens) {
    throw new RangeError(`expected minNewTokens to be an integer of 0 to newTokens (${newTokens}), found ${minNewTokens}`);
  }
  if (!(repetitionPenalty >= 1 && Number.isFinite(repetitionPenalty))) {
    throw new RangeError(`expected a repetition penalty of at least 1, found ${repetitionPenalty}`);
  }
  if (endToken !== undefined && !(Number.isInteger(endToken) && endToken >= 0 && endToken < vocabulary)) {
    throw new RangeError(`expected endToken to be a token of the vocabulary, 0 to ${vocabulary - 1}, found ${endToken}`);
  }
  if (method.kind === 'sample') {
    const { temperature, topK, topP } = method;
    if (!(temperature > 0 && Number.isFinite(temperature))) {
      throw new RangeError(`expected a temperature above 0, found ${temperature}`);
    }
    if (topK !== undefined) positiveInteger('topK', topK);
    if (topP !== undefined && !(topP > 0 && topP <= 1)) throw new RangeError(`expected topP of (0, 1], found ${topP}`);
  }
  if (method.kind === 'beam') {
    positiveInteger('beams', method.beams);
    if (2 * method.beams > vocabulary) {
      throw new RangeError(`expected at most ${Math.floor(vocabulary / 2)} beams, half the vocabulary, found ${method.beams}`);
    }
  }
}

function positiveInteger(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`expected ${name} to be a positive integer, found ${value}`);
}
