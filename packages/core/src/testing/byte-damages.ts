import fc from 'fast-check';

/** Numbers that lengths and counts break at. */
const LENGTHS = [0, 1, 2 ** 7, 2 ** 15, 2 ** 16, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40, 2 ** 53, 2 ** 63];

export type ByteDamage =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'splice'; readonly at: number; readonly length: number; readonly insert: Uint8Array }
  | { readonly kind: 'copy'; readonly at: number; readonly from: number; readonly length: number }
  | { readonly kind: 'length'; readonly at: number; readonly width: number; readonly value: number; readonly little: boolean };

// Half of the places lie near an end, where files keep their headers.
const place = fc.oneof(
  fc.nat(1_000_000),
  fc.nat(32),
  fc.nat(32).map((back) => -1 - back),
);
const damage: fc.Arbitrary<ByteDamage> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('splice' as const),
      at: place,
      length: fc.nat(8),
      insert: fc.uint8Array({ maxLength: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), at: place, from: place, length: fc.nat(64) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('length' as const),
      at: place,
      width: fc.constantFrom(1, 2, 4, 8),
      value: fc.constantFrom(...LENGTHS),
      little: fc.boolean(),
    }),
  },
);

/** Flipped bits, lost ends, spliced and copied stretches, and lengths that claim too much. */
export const byteDamages: fc.Arbitrary<ByteDamage[]> = fc.array(damage, { minLength: 1, maxLength: 3 });

/** A copy of a file after that. */
export function damagedBytes(file: Uint8Array, damages: readonly ByteDamage[]): Uint8Array {
  return damages.reduce<Uint8Array>((bytes, each) => damagedOnce(bytes, each), file.slice());
}

function damagedOnce(bytes: Uint8Array, damage: ByteDamage): Uint8Array {
  if (bytes.length === 0) return bytes;
  const within = (at: number) => ((at % bytes.length) + bytes.length) % bytes.length;
  const at = within(damage.at);
  const spliced = (middle: Uint8Array, left: number) =>
    Uint8Array.of(...bytes.subarray(0, at), ...middle, ...bytes.subarray(left));
  switch (damage.kind) {
    case 'flip':
      return bytes.map((byte, i) => (i === at ? byte ^ (1 << damage.bit) : byte));
    case 'cut':
      return bytes.slice(0, at);
    case 'splice':
      return spliced(damage.insert, at + damage.length);
    case 'copy': {
      const from = within(damage.from);
      return spliced(bytes.slice(from, from + damage.length), at);
    }
    case 'length':
      return spliced(numberBytes(damage.value, damage.width, damage.little), at + damage.width).slice(0, bytes.length);
  }
}

function numberBytes(value: number, width: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  const low = bytes.slice(0, width);
  return little ? low : low.reverse();
}
