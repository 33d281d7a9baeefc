import type { Graph } from '../graph.js';
import { dropUnused } from './drop-unused.js';
import { fillGemms } from './gemm-operands.js';
import { mergeDuplicates } from './merge-duplicates.js';
import { nameOutputs } from './name-outputs.js';
import { foldUniform } from './uniform.js';

/** The graph made cheaper, with the same outputs up to the rounding of reordered sums. Each pass says what it gains. */
export function improve(graph: Graph): Graph {
  return [foldUniform, mergeDuplicates, dropUnused, fillGemms, nameOutputs].reduce((improved, pass) => pass(improved), graph);
}
