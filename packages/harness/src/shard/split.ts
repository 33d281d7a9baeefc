/** What one cell of a scenario is expected to take. */
export interface Load {
  readonly id: string;
  readonly replicates: number;
  /** Any unit; whole numbers, for their sums are exact in whatever order. */
  readonly cost: number;
}

/**
 * Deals every cell of the scenarios to one of `count` shards: the costliest first, each to the shard that has least so far
 * (longest processing time first, Graham 1969: the fullest shard is within 4/3 of the best split). Depends on its arguments
 * alone, so every machine finds the same.
 *
 * @param loads in any order, ids distinct
 * @returns for each shard, the replicates of each scenario, ascending; scenarios of which it has none are left out
 */
export function splitCells(loads: readonly Load[], count: number): ReadonlyMap<string, readonly number[]>[] {
  const shards = Array.from({ length: count }, () => new Map<string, number[]>());
  const queue = shards.map((_, shard): Queued => ({ total: 0, shard }));
  for (const { id, replicates, cost } of [...loads].sort(costliestFirst)) {
    for (let replicate = 0; replicate < replicates; replicate++) {
      const least = queue[0];
      const mine = shards[least.shard];
      const cells = mine.get(id);
      if (cells === undefined) mine.set(id, [replicate]);
      else cells.push(replicate);
      least.total += cost;
      sink(queue);
    }
  }
  return shards;
}

function costliestFirst(a: Load, b: Load): number {
  if (a.cost !== b.cost) return b.cost - a.cost;
  return a.id < b.id ? -1 : 1;
}

interface Queued {
  total: number;
  readonly shard: number;
}

const before = (a: Queued, b: Queued) => a.total < b.total || (a.total === b.total && a.shard < b.shard);

/** Puts the first of a binary heap where it belongs after its total grew. */
function sink(heap: Queued[]): void {
  for (let at = 0; ; ) {
    const left = 2 * at + 1;
    const right = left + 1;
    let first = at;
    if (left < heap.length && before(heap[left], heap[first])) first = left;
    if (right < heap.length && before(heap[right], heap[first])) first = right;
    if (first === at) return;
    [heap[at], heap[first]] = [heap[first], heap[at]];
    at = first;
  }
}
