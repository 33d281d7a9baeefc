import { expect, test } from 'vitest';
import golden from './conv-parity.golden.json' with { type: 'json' };
import { ourElbos, spread } from './testing/parity.js';

test("after two epochs the test ELBO is PyTorch's within the spread of seeds", async () => {
  const [ours, theirs] = [spread(await ourElbos('conv', golden)), spread(golden.elbos)];
  const standardError = Math.sqrt((ours.deviation ** 2 + theirs.deviation ** 2) / golden.elbos.length);
  expect(Math.abs(ours.mean - theirs.mean)).toBeLessThan(3 * standardError);
  // Runs of either kind are as far apart as of the other: F(4, 4) is above 16 once in a hundred.
  expect(ours.deviation / theirs.deviation).toBeLessThan(4);
  expect(theirs.deviation / ours.deviation).toBeLessThan(4);
});
