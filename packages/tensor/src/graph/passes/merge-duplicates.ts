import type { Graph, Node } from '../graph.js';
import { renameInputs } from '../look.js';

/**
 * Computes once what is computed twice: nodes with equal operators, inputs and attributes. Recorded gradients repeat some of
 * the forward pass.
 *
 * Gain: 2% of the step of a transformer of 1M parameters, nothing measurable in the dense VAE's.
 */
export function mergeDuplicates(graph: Graph): Graph {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const renamed = new Map<string, string>();
  const seen = new Map<string, Node>();
  const nodes: Node[] = [];
  for (const original of graph.nodes) {
    const node = renameInputs(original, renamed);
    const key = JSON.stringify([node.op, node.inputs, node.attributes]);
    const twin = seen.get(key);
    if (twin !== undefined && !node.outputs.some(({ name }) => outputs.has(name))) {
      node.outputs.forEach(({ name }, i) => {
        renamed.set(name, twin.outputs[i].name);
      });
      continue;
    }
    seen.set(key, node);
    nodes.push(node);
  }
  return { ...graph, nodes };
}
