import fc from 'fast-check';

export interface TextDamage {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
  readonly cut: boolean;
}

export const textDamages: fc.Arbitrary<TextDamage[]> = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    length: fc.nat(3),
    insert: fc.oneof(
      fc.string({ maxLength: 2 }),
      fc.string({ unit: 'binary', maxLength: 2 }),
      fc.constantFrom('-', '.', 'e9', '"', '[', '{', ',', '9'),
    ),
    cut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

/** A text after some of its characters were replaced, inserted, removed, or its end cut off. */
export function damagedText(text: string, damages: readonly TextDamage[]): string {
  return damages.reduce((now, { at, length, insert, cut }) => {
    const place = at % (now.length + 1);
    return cut ? now.slice(0, place) : now.slice(0, place) + insert + now.slice(place + length);
  }, text);
}
