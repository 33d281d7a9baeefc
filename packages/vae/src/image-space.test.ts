import { type Rng, streamAt, streamKey } from '@collapse-bench/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageSpace, resampledImageSpace } from './image-space.js';
import { type DecoderPart, type Images, imageCount, PIXELS, type PixelPart } from './images.js';

const { size, concat, subset, pick, weighted } = imageSpace as Required<typeof imageSpace>;
const rng = (seed = 1): Rng => streamAt(streamKey(seed, 'images'), 0);

/** Images of one grey each, which tells them apart. */
function greys(values: readonly number[], labels?: readonly number[]): PixelPart {
  const pixels = new Uint8Array(values.length * PIXELS).map((_, i) => values[Math.floor(i / PIXELS)]);
  return labels === undefined ? { kind: 'pixels', pixels } : { kind: 'pixels', pixels, labels: Uint8Array.from(labels) };
}

function decoder(count: number, latentScale = 1): DecoderPart {
  return { kind: 'decoder', count, network: 'mlp', parameters: { w: Float32Array.of(1, 2) }, latentScale };
}

/** What the parts hold, one entry an image: its grey (all its pixels must have it), or the decoder it comes from. */
function contents(images: Images): string[] {
  const all = images.parts.flatMap((part, p) => {
    if (part.kind === 'decoder') return new Array<string>(part.count).fill(`decoder ${part.latentScale}`);
    expect(part.pixels.length % PIXELS, `part ${p}`).toBe(0);
    return Array.from({ length: part.pixels.length / PIXELS }, (_, i) => {
      const image = part.pixels.subarray(i * PIXELS, (i + 1) * PIXELS);
      expect(image.every((grey) => grey === image[0])).toBe(true);
      return `${image[0]}${part.labels === undefined ? '' : `=${part.labels[i]}`}`;
    });
  });
  return all.map((name, i) => (images.weights === undefined ? name : `${name} x ${images.weights[i]}`));
}

const anyPart = fc.oneof(
  fc.array(fc.nat(255), { maxLength: 4 }).map((values) => greys(values)),
  fc.array(fc.nat(9), { maxLength: 4 }).map((labels) =>
    greys(
      labels.map((label) => 10 * label),
      labels,
    ),
  ),
  fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 3 })).map(([count, scale]) => decoder(count, scale)),
);
const anyImages = fc
  .tuple(fc.array(anyPart, { maxLength: 4 }), fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }))
  .map(([parts, weight]): Images => (weight === undefined ? { parts } : weighted({ parts }, weight)));

describe('the space of images', () => {
  const real: Images = { parts: [greys([1, 2, 3], [7, 8, 9])] };
  const made: Images = { parts: [greys([4, 5])] };
  const drawn: Images = { parts: [decoder(1000)] };

  test('joins sets in order and copies no pixel', () => {
    const joined = concat([real, drawn, made]);
    expect(size(joined)).toBe(1005);
    expect(joined.parts.length).toBe(3);
    expect(joined.parts[0]).toBe(real.parts[0]);
    expect(joined.parts[1]).toBe(drawn.parts[0]);
    expect(joined.parts[2]).toBe(made.parts[0]);
    expect(concat([])).toEqual({ parts: [] });
  });

  test('gives images without weights a weight of 1 beside weighted ones', () => {
    expect(contents(concat([real, weighted(weighted(made, 2), 3)]))).toEqual(['1=7 x 1', '2=8 x 1', '3=9 x 1', '4 x 6', '5 x 6']);
    expect(concat([real, made]).weights).toBeUndefined();
    expect(size(weighted(drawn, 2))).toBe(1000);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a weight of %d', (weight) => {
    expect(() => weighted(real, weight)).toThrow(/positive finite weight/);
  });

  test('picks images by place, over parts, with labels and weights', () => {
    expect(contents(pick(real, Uint32Array.of(2, 0, 2)))).toEqual(['3=9', '1=7', '3=9']);
    expect(contents(pick(concat([real, { parts: [] }, made]), Uint32Array.of(3, 2, 4)))).toEqual(['4', '3', '5']);
    expect(contents(pick(concat([weighted(made, 2), made]), Uint32Array.of(3, 1)))).toEqual(['5 x 1', '5 x 2']);
    expect(size(pick(real, new Uint32Array(0)))).toBe(0);
    expect(() => pick(real, Uint32Array.of(3))).toThrow(/expected places below 3, found 3/);
  });

  test('picks no image of a decoder, and says why', () => {
    expect(() => pick(concat([real, drawn]), Uint32Array.of(0, 5))).toThrow(
      /found a decoder, whose images are drawn anew each time/,
    );
    expect(contents(pick(concat([real, drawn]), Uint32Array.of(1)))).toEqual(['2']);
    expect(resampledImageSpace.pick).toBeUndefined();
  });

  test('picks as a list would', () => {
    const pixels = fc
      .array(anyPart, { minLength: 1, maxLength: 5 })
      .map((parts) => ({ parts: parts.filter(({ kind }) => kind === 'pixels') }))
      .filter((images) => imageCount(images) > 0);
    fc.assert(
      fc.property(pixels, fc.array(fc.nat(), { maxLength: 6 }), (images, numbers) => {
        const places = Uint32Array.from(numbers, (n) => n % imageCount(images));
        const labelled = images.parts.every((part) => part.kind === 'pixels' && part.labels !== undefined);
        const all = contents(images).map((name) => (labelled ? name : name.replace(/=.*/, '')));
        expect(contents(pick(images, places))).toEqual(Array.from(places, (place) => all[place]));
      }),
    );
  });

  test('a subset of all is all, each once, whatever the parts; none is none; more is refused', () => {
    fc.assert(
      fc.property(fc.array(anyImages, { maxLength: 3 }), fc.nat(), (sets, seed) => {
        const before = structuredClone(sets);
        const all = concat(sets);
        const count = size(all);
        const names = (images: Images) =>
          contents(images)
            .map((name) => name.replace(/=\d/, ''))
            .sort();
        const whole = subset(sets, count, false, rng(seed));
        expect(names(whole)).toEqual(names(all));
        expect(size(subset(sets, 0, false, rng(seed)))).toBe(0);
        expect(() => subset(sets, count + 1, false, rng(seed))).toThrow(RangeError);
        expect(whole.parts.every((part) => part.kind === 'decoder' || part.pixels.length > 0)).toBe(true);
        expect(sets).toEqual(before);
      }),
    );
  });

  test('a subset has as many as asked, all of them in the set, with their own labels and weights', () => {
    fc.assert(
      fc.property(fc.array(anyImages, { minLength: 1, maxLength: 3 }), fc.nat(), fc.boolean(), (sets, number, replacement) => {
        const all = concat(sets);
        if (size(all) === 0) return;
        const count = replacement ? number % 30 : number % (size(all) + 1);
        const chosen = subset(sets, count, replacement, rng(number));
        expect(size(chosen)).toBe(count);
        const known = new Set([...contents(all), ...contents(all).map((name) => name.replace(/=\d/, ''))]);
        for (const name of contents(chosen)) expect(known).toContain(name);
      }),
    );
  });

  test('labels stay with their images', () => {
    for (const name of contents(subset([real, { parts: [greys([4], [6])] }], 3, false, rng()))) {
      expect(['1=7', '2=8', '3=9', '4=6']).toContain(name);
    }
    // A decoder's images have no labels, but they are no part of the block.
    expect(
      contents(subset([real, drawn], 1003, false, rng()))
        .slice(0, 3)
        .sort(),
    ).toEqual(['1=7', '2=8', '3=9']);
  });

  test('a subset is a function of its random stream', () => {
    const sets = [real, drawn, made];
    expect(subset(sets, 500, false, rng(3))).toEqual(subset(sets, 500, false, rng(3)));
    expect(subset(sets, 500, false, rng(3))).not.toEqual(subset(sets, 500, false, rng(4)));
  });

  test.each([false, true])('every image has the same chance, decoders included (replacement %s)', (replacement) => {
    const sets: Images[] = [{ parts: [greys([1, 2]), decoder(3, 2)] }, { parts: [decoder(1, 5), greys([3])] }];
    const [total, count, times] = [7, 4, 5000];
    const seen = new Map<string, { sum: number; squares: number }>();
    for (let seed = 0; seed < times; seed++) {
      const names = contents(subset(sets, count, replacement, rng(seed)));
      for (const name of ['1', '2', '3', 'decoder 2', 'decoder 5']) {
        const found = names.filter((other) => other === name).length;
        const { sum, squares } = seen.get(name) ?? { sum: 0, squares: 0 };
        seen.set(name, { sum: sum + found, squares: squares + found * found });
      }
    }
    for (const [name, { sum, squares }] of seen) {
      const share = (name === 'decoder 2' ? 3 : 1) / total;
      // Binomial, or hypergeometric: the same with the correction for a finite population.
      const variance = count * share * (1 - share) * (replacement ? 1 : (total - count) / (total - 1));
      const mean = sum / times;
      expect(Math.abs(mean - count * share), `mean of ${name}`).toBeLessThan(5 * Math.sqrt(variance / times));
      // The fourth central moment of these counts is below 4 times the squared variance, so 5 standard errors are below this.
      expect(Math.abs(squares / times - mean * mean - variance), `variance of ${name}`).toBeLessThan(
        5 * variance * Math.sqrt(4 / times),
      );
    }
  });
});
