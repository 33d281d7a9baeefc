import type { Graph } from '../graph.js';
export function webgpuOperators(graph: Graph): Graph {
  return graph;
}
