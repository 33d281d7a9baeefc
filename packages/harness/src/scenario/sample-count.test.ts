import { expect, test } from 'vitest';
import { sampleCount } from './sample-count.js';

test('a whole population is infinitely many samples', () => {
  expect(sampleCount({ samples: 'infinite' })).toBe(Number.POSITIVE_INFINITY);
  expect(sampleCount({ samples: 100 })).toBe(100);
});
