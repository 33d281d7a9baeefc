import { shownJson } from '@collapse-bench/core';

/** Rows of an embedding that a damaged id must not ask for; the largest vocabularies have a quarter of a million tokens. */
const MOST_TOKENS = 2 ** 22;

/**
 * Checks the ids of a tokenizer.json before the library makes arrays as long as they are large.
 *
 * @throws RangeError for an id that is no whole number or too large, and for added tokens that are none
 */
export function checkIds({ model, added_tokens }: Readonly<Record<string, unknown>>): void {
  const vocab = isObject(model) ? model.vocab : undefined;
  if (isObject(vocab)) for (const [token, id] of Object.entries(vocab)) checkId(id, token);
  const added = added_tokens ?? [];
  if (!Array.isArray(added)) {
    throw new RangeError(`tokenizer.json: expected added_tokens to be a list, found ${shownJson(added)}`);
  }
  for (const token of added as readonly unknown[]) {
    if (!isObject(token) || typeof token.content !== 'string') {
      throw new RangeError(`tokenizer.json: expected added tokens with an id and a content, found ${shownJson(token)}`);
    }
    checkId(token.id, token.content);
  }
}

function checkId(id: unknown, token: string): void {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < MOST_TOKENS) return;
  throw new RangeError(
    `tokenizer: expected ids of tokens that are whole numbers below ${MOST_TOKENS}, found ${shownJson(id)} for ${shownJson(token)}`,
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
