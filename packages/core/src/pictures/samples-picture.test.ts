import { expect, test } from 'vitest';
import type { MetricContext } from '../contracts/metric.js';
import type { ScatterPicture } from '../contracts/picture.js';
import type { Rng } from '../random/rng.js';
import { streamAt, streamKey } from '../random/streams.js';
import { uniform } from '../random/xoshiro128.js';
import { samplesPicture } from './samples-picture.js';

const rng = () => streamAt(streamKey(1, 'samples-picture'), 0);
const draw = (dimension: number) => (count: number, stream: Rng) =>
  Float64Array.from({ length: count * dimension }, () => uniform(stream));

test('the first two coordinates of samples of the model and of the real distribution', async () => {
  const picture = samplesPicture<unknown, Float64Array>((points) => points, 3);
  const context = { sample: draw(3), real: draw(3) } as unknown as MetricContext<unknown, unknown, Float64Array>;
  const expected = draw(3)(500, rng()).filter((_, i) => i % 3 !== 2);
  for (const drawn of [await picture.draw(context, rng()), await picture.drawReal!(context, rng())]) {
    const { kind, points } = drawn as ScatterPicture;
    expect(kind).toBe('scatter');
    expect(points).toEqual(expected);
  }
});

test('one dimension is refused', () => {
  expect(() => samplesPicture((points: Float64Array) => points, 1)).toThrow(RangeError);
});
