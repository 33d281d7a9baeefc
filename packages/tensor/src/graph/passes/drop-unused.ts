import type { Graph } from '../graph.js';

/**
 * Drops nodes and constants that no output needs. Inputs stay: they are the caller's.
 *
 * Gain: none in speed, for ONNX Runtime drops them too; the passes after it see who really reads a value.
 */
export function dropUnused(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      if (!node.outputs.some(({ name }) => needed.has(name))) return false;
      for (const input of node.inputs) needed.add(input);
      return true;
    })
    .reverse();
  return { ...graph, nodes, constants: graph.constants.filter(({ name }) => needed.has(name)) };
}
