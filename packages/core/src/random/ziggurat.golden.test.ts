import { expect, test } from 'vitest';
import golden from './ziggurat.golden.json' with { type: 'json' };
import { createZiggurat, LAYERS, TAIL_START } from './ziggurat.js';

test('the edges are those solved with 60 digits', () => {
  const { edge } = createZiggurat();
  expect(TAIL_START).toBe(golden.tailStart);
  expect(edge.length).toBe(LAYERS + 1);
  for (let i = 0; i <= LAYERS; i++) expect(Math.abs(edge[i] - golden.edges[i])).toBeLessThanOrEqual(2e-13 * golden.edges[i]);
});
