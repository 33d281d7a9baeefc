import type { GraphBuilder } from '../../graph/builder.js';
import type { Value } from '../../graph/graph.js';

/**
 * Whether indices [places, axes] surely differ from each other: they are joined, axis 1, from a column of distinct constants (the
 * rows of a batch, say) and anything else. Only then does the order of writes not matter, and ScatterND may write.
 */
export function surelyDistinct(indices: Value, { nodes, dataOf }: GraphBuilder): boolean {
  const maker = nodes.findLast(({ outputs }) => outputs.some(({ name }) => name === indices.name));
  if (maker?.op !== 'Concat' || indices.shape.length !== 2) return false;
  const column = dataOf(maker.inputs[0]);
  return column !== undefined && column.length === indices.shape[0] && new Set<number | bigint>(column).size === column.length;
}
