import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Load, splitCells } from './split.js';

const loads = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }),
    replicates: fc.integer({ min: 1, max: 40 }),
    cost: fc.integer({ min: 1, max: 1e9 }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);
const count = fc.integer({ min: 1, max: 50 });

const costOf = (all: readonly Load[], shard: ReadonlyMap<string, readonly number[]>) =>
  all.reduce((sum, { id, cost }) => sum + cost * (shard.get(id)?.length ?? 0), 0);

test('every cell is in one shard, once, whatever their number', () => {
  fc.assert(
    fc.property(loads, count, (all, n) => {
      const shards = splitCells(all, n);
      expect(shards).toHaveLength(n);
      const dealt = shards.flatMap((shard) => [...shard].flatMap(([id, cells]) => cells.map((cell) => `${cell} ${id}`)));
      const wanted = all.flatMap(({ id, replicates }) => Array.from({ length: replicates }, (_, i) => `${i} ${id}`));
      expect(dealt.sort()).toEqual(wanted.sort());
    }),
  );
});

test('replicates ascend, and no scenario is there without one', () => {
  fc.assert(
    fc.property(loads, count, (all, n) => {
      for (const cells of splitCells(all, n).flatMap((shard) => [...shard.values()])) {
        expect(cells.length).toBeGreaterThan(0);
        expect([...cells].sort((a, b) => a - b)).toEqual(cells);
      }
    }),
  );
});

test('does not depend on the order of scenarios', () => {
  fc.assert(
    fc.property(loads, count, fc.infiniteStream(fc.nat()), (all, n, order) => {
      const shuffled = all.map((load) => [order.next().value as number, load] as const).sort(([a], [b]) => a - b);
      const entries = (shards: ReturnType<typeof splitCells>) => shards.map((shard) => [...shard].sort());
      expect(
        entries(
          splitCells(
            shuffled.map(([, load]) => load),
            n,
          ),
        ),
      ).toEqual(entries(splitCells(all, n)));
    }),
  );
});

test('the fullest shard has at most the mean and one cell, and 4/3 of what any split needs', () => {
  fc.assert(
    fc.property(loads, count, (all, n) => {
      const costs = all.flatMap(({ cost, replicates }) => Array<number>(replicates).fill(cost)).sort((a, b) => b - a);
      const mean = costs.reduce((sum, cost) => sum + cost, 0) / n;
      const fullest = Math.max(...splitCells(all, n).map((shard) => costOf(all, shard)));
      const largest = costs[0] ?? 0;
      expect(fullest).toBeLessThanOrEqual(mean + largest);
      // No split can do with less: the mean, the largest cell, and two cells in one shard where there are more than n.
      const least = Math.max(mean, largest, costs.length > n ? costs[n - 1] + costs[n] : 0);
      if (all.every(({ cost }) => cost === largest)) expect(fullest).toBe(Math.ceil(costs.length / n) * largest);
      expect(fullest).toBeLessThanOrEqual((4 / 3) * least + largest / 3);
    }),
  );
});

test('long cells are spread though many short ones come before them', () => {
  const all = [
    { id: 'a/short', replicates: 100, cost: 1 },
    { id: 'b/long', replicates: 3, cost: 100 },
  ];
  const shards = splitCells(all, 4);
  expect(shards.map((shard) => costOf(all, shard))).toEqual([100, 100, 100, 100]);
  expect(shards[3].get('a/short')).toHaveLength(100);
});
