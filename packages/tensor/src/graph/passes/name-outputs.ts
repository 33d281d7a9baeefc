import type { Graph } from '../graph.js';
import { lookAt, renameInputs } from '../look.js';

/**
 * Lets the node that makes an output bear its name, where the recording copied it with an Identity. An output that is an input,
 * a constant or already another output keeps its copy.
 *
 * Gain: 0.5 ms of copies in the dense VAE's step of 5; and `splitUpdate` sees the update only without them.
 */
export function nameOutputs(graph: Graph): Graph {
  const look = lookAt(graph);
  const renamed = new Map<string, string>();
  const gone = new Set<unknown>();
  for (const node of graph.nodes) {
    const [source] = node.inputs;
    const [{ name }] = node.outputs;
    if (node.op !== 'Identity' || !look.isOutput(name)) continue;
    if (look.maker(source) === undefined || look.isOutput(source) || renamed.has(source)) continue;
    renamed.set(source, name);
    gone.add(node);
  }
  const nodes = graph.nodes
    .filter((node) => !gone.has(node))
    .map((node) => {
      const outputs = node.outputs.map((output) => ({ ...output, name: renamed.get(output.name) ?? output.name }));
      return { ...renameInputs(node, renamed), outputs };
    });
  return { ...graph, nodes };
}
