/** A tokenizer.json, parsed, or a part of one. */
type Part = Readonly<Record<string, unknown>>;

/**
 * Whether the tokenizer makes of a text what it makes of the pieces of `splitAtSpaces`: no normalizer, the pre-tokenizer is
 * GPT-2's, and no added token holds white space or eats that beside it.
 */
export function splitsAtSpaces({ normalizer, pre_tokenizer, added_tokens }: Part): boolean {
  return (
    (normalizer ?? null) === null &&
    isByteLevel(pre_tokenizer) &&
    (pre_tokenizer as Part).use_regex !== false &&
    ((added_tokens ?? []) as readonly Part[]).every(
      ({ content, lstrip, rstrip }) => lstrip !== true && rstrip !== true && !/\s/.test(String(content)),
    )
  );
}

/** Whether tokens are bytes in GPT-2's disguise, so that text is what their bytes say. */
export function decodesBytes({ decoder }: Part): boolean {
  return isByteLevel(decoder);
}

function isByteLevel(part: unknown): boolean {
  return typeof part === 'object' && part !== null && (part as Part).type === 'ByteLevel';
}

/**
 * The bytes that a byte-level token stands for: every byte has a character of its own, itself where it can be seen and
 * U+0100 onwards, in order, for the 68 others (Radford et al. 2019, `bytes_to_unicode`).
 *
 * @returns undefined if a character stands for no byte
 */
export function tokenBytes(token: string): number[] | undefined {
  const bytes = Array.from(token, (character) => BYTES.get(character));
  return bytes.includes(undefined) ? undefined : (bytes as number[]);
}

const BYTES = new Map<string, number>();
for (let byte = 0, hidden = 0x100; byte < 256; byte++) {
  const seen = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
  BYTES.set(String.fromCodePoint(seen ? byte : hidden++), byte);
}
