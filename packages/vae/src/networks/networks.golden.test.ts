import { streamAt, streamKey } from '@collapse-bench/core';
import { compile, numberOfParameters } from '@collapse-bench/tensor';
import { describe, expect, test } from 'vitest';
import { PIXELS } from '../images.js';
import golden from './networks.golden.json' with { type: 'json' };
import { networks } from './networks.js';
import { decodeProgram, elboProgram, encodeProgram, firstParameters, parametersFor } from './programs.js';

const LATENTS = 20;
const BATCH = 3;
const [STRIDE, SHIFT, PERIOD] = [7919, 104_729, 10_007];

const fraction = (i: number, place: number) => ((i * STRIDE + place * SHIFT) % PERIOD) / PERIOD;

const fractions = (size: number, place: number) => Float32Array.from({ length: size }, (_, i) => fraction(i, place));

/** Every parameter in (-0.1, 0.1), all different. */
function givenParameters(network: 'mlp' | 'conv'): Record<string, Float32Array> {
  const entries = Object.entries(parametersFor({ network, latents: LATENTS }));
  return Object.fromEntries(
    entries.map(([name, { shape }], place) => {
      const size = shape.reduce((product, side) => product * side, 1);
      return [name, Float32Array.from({ length: size }, (_, i) => 0.2 * (fraction(i, place) - 0.5))];
    }),
  );
}

/** Largest difference in units of 1 + |value|. */
const largestError = (found: ArrayLike<number>, expected: readonly number[]) => {
  expect(found.length).toBe(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(found[i] - value) / (1 + Math.abs(value))), 0);
};

/** Seen: 4e-7, sums of 6272 float32 products in another order. */
const TOLERANCE = 2e-6;

describe.each(['mlp', 'conv'] as const)("%s is PyTorch's", (network) => {
  const shape = { network, latents: LATENTS, batch: BATCH };
  const expected = golden[network];
  const parameters = givenParameters(network);
  const images = fractions(BATCH * PIXELS, 0);
  const draws = fractions(BATCH * LATENTS, 1);
  const some = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, parameters[name]]));

  test('in its number of parameters', () => {
    expect(numberOfParameters(parametersFor(shape))).toBe(expected.parameters);
  });

  test('in its loss', async () => {
    const state = Object.fromEntries(Object.entries(parameters).map(([name, numbers]) => [`parameters/${name}`, numbers]));
    const program = await compile(elboProgram(shape), state);
    const { loss } = await program.run({ images, draws, counts: new Float32Array(BATCH).fill(1 / BATCH) });
    expect(largestError(loss, [expected.loss])).toBeLessThan(TOLERANCE);
    await program.dispose();
  });

  test('in its encoder', async () => {
    const program = await compile(encodeProgram(shape), some(Object.keys(networks[network].encoder(LATENTS))));
    const { means, logVariances } = await program.run({ images });
    expect(largestError(means, expected.means)).toBeLessThan(TOLERANCE);
    expect(largestError(logVariances, expected.logVariances)).toBeLessThan(TOLERANCE);
    await program.dispose();
  });

  test('in its decoder', async () => {
    const program = await compile(decodeProgram(shape), some(Object.keys(networks[network].decoder(LATENTS))));
    const { pixels } = await program.run({ latents: draws });
    const seen = pixels.filter((_, i) => i % 37 === 0);
    expect(largestError(seen, expected.pixels)).toBeLessThan(TOLERANCE);
    await program.dispose();
  });

  test('in its first values: uniform within the same bounds', () => {
    const key = streamKey(1, 'first-values');
    // Of the fewest, 1 x 20 values, the largest magnitude is below 0.8 of the bound once in 87 runs.
    const runs = Array.from({ length: 20 }, (_, i) => firstParameters(shape, streamAt(key, i)));
    for (const [name, bound] of Object.entries(expected.bounds)) {
      const largest = Math.max(...runs.map((run) => run[name].reduce((most, value) => Math.max(most, Math.abs(value)), 0)));
      expect(largest, name).toBeLessThanOrEqual(Math.fround(bound));
      expect(largest, name).toBeGreaterThan(0.8 * bound);
    }
  });
});
