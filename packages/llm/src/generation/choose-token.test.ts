import { describe, expect, test } from 'vitest';
import { drawToken, heaviest, type Support } from './choose-token.js';

/** What is left of a row of weights inside an array, after a draw. */
function supportOf(weights: number[], support: Support): number[] {
  const inside = Float32Array.of(7, ...weights, 9);
  drawToken(inside, 1, weights.length, support, 0.5);
  expect([inside[0], inside.at(-1)]).toEqual([7, 9]);
  return weights.flatMap((_, i) => (inside[i + 1] > 0 ? [i] : []));
}

test('the first of the heaviest', () => {
  expect(heaviest(Float32Array.of(9, 1, 3, 3, 2), 1, 4)).toBe(1);
});

describe('the support', () => {
  test.each<[string, number[], Support, number[]]>([
    ['all', [1, 0, 2], {}, [0, 2]],
    ['top-k', [1, 4, 2, 3], { topK: 2 }, [1, 3]],
    ['top-k and what is as heavy as its last', [1, 2, 2, 3], { topK: 2 }, [1, 2, 3]],
    ['top-k of more than there are', [1, 2], { topK: 5 }, [0, 1]],
    ['top-p: the fewest that reach the share', [1, 5, 3, 1], { topP: 0.6 }, [1, 2]],
    ['top-p that one token reaches', [1, 8, 1], { topP: 0.8 }, [1]],
    ['top-p of next to nothing keeps the heaviest', [1, 3, 2], { topP: 1e-9 }, [1]],
    // 5 of 5 + 3 is more than 0.6; of all 10 it would be less.
    ['top-p of what top-k left', [1, 5, 3, 1], { topK: 2, topP: 0.6 }, [1]],
  ])('%s', (_, weights, support, kept) => {
    expect(supportOf(weights, support)).toEqual(kept);
  });
});

test('a draw lands where the weights up to a token pass it', () => {
  const drawn = (draw: number) => drawToken(Float32Array.of(1, 0, 2, 1, 0), 0, 5, {}, draw);
  expect([0, 0.24, 0.25, 0.74, 0.75, 1 - 2 ** -53].map(drawn)).toEqual([0, 0, 2, 2, 3, 3]);
});
