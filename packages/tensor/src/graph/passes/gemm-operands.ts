import { float, type Graph, type Node } from '../graph.js';
import { type Look, lookAt } from '../look.js';

/**
 * Matrix products take in what they can do on the way: a factor as their alpha, a bias (or any addend of the result's shape)
 * as Gemm's third operand. One walk less through a matrix for each.
 *
 * Gain: 5 to 10% of the dense VAE's step, 3 to 5% of that of a transformer of 1M parameters.
 */
export function fillGemms(graph: Graph): Graph {
  return addends(factors(graph));
}

const PRODUCTS = new Set(['Gemm', 'FusedMatMul']);

const alphaOf = ({ attributes: { alpha } }: Node): number => (alpha?.kind === 'float' ? alpha.value : 1);

/** A constant scalar, as a number. */
function scalarOf(name: string, look: Look): number | undefined {
  const constant = look.constant(name);
  return constant !== undefined && constant.type === 'float32' && constant.data.length === 1 && constant.shape.length === 0
    ? Number(constant.data[0])
    : undefined;
}

/** A multiplication or division by a known number: what it scales, and by how much. */
function scaling(node: Node, look: Look): { readonly source: string; readonly factor: number } | undefined {
  const [a, b] = node.inputs;
  if (node.op === 'Mul') {
    const right = scalarOf(b, look);
    if (right !== undefined) return { source: a, factor: right };
    const left = scalarOf(a, look);
    return left === undefined ? undefined : { source: b, factor: left };
  }
  const divisor = node.op === 'Div' ? scalarOf(b, look) : undefined;
  return divisor === undefined ? undefined : { source: a, factor: 1 / divisor };
}

/** Scaled products and products of scaled matrices: the factor becomes alpha, unless others read the scaled matrix too. */
function factors(graph: Graph): Graph {
  const look = lookAt(graph);
  const alphas = new Map<Node, number>();
  const sources = new Map<string, string>();
  const names = new Map<Node, Node['outputs']>();
  const gone = new Set<Node>();
  const times = (node: Node, factor: number) => alphas.set(node, (alphas.get(node) ?? alphaOf(node)) * factor);
  for (const node of graph.nodes) {
    const scaled = scaling(node, look);
    if (scaled === undefined) continue;
    const [output] = node.outputs;
    const maker = look.maker(scaled.source);
    const readers = look.readers(output.name);
    if (
      maker !== undefined &&
      PRODUCTS.has(maker.op) &&
      maker.inputs.length === 2 &&
      !names.has(maker) &&
      look.readers(scaled.source).length === 1 &&
      !look.isOutput(scaled.source)
    ) {
      times(maker, scaled.factor);
      names.set(maker, [output]);
      gone.add(node);
    } else if (
      !look.isOutput(output.name) &&
      readers.length > 0 &&
      look.value(scaled.source).shape.length === output.shape.length &&
      readers.every((reader) => PRODUCTS.has(reader.op) && reader.inputs.indexOf(output.name) < 2)
    ) {
      for (const reader of readers) times(reader, scaled.factor);
      sources.set(output.name, sources.get(scaled.source) ?? scaled.source);
      gone.add(node);
    }
  }
  const nodes = graph.nodes
    .filter((node) => !gone.has(node))
    .map((node) => {
      const alpha = alphas.get(node);
      const moved = {
        ...node,
        inputs: node.inputs.map((name) => sources.get(name) ?? name),
        outputs: names.get(node) ?? node.outputs,
      };
      return alpha === undefined ? moved : { ...moved, attributes: { ...node.attributes, alpha: float(alpha) } };
    });
  return { ...graph, nodes };
}

/** `Add` to a Gemm that nobody else reads: the other operand becomes its C, if it broadcasts to the result one way. */
function addends(graph: Graph): Graph {
  const look = lookAt(graph);
  const moved = new Map<Node, Node>();
  const gone = new Set<Node>();
  for (const node of graph.nodes) {
    if (node.op !== 'Add' || node.outputs[0].type !== 'float32') continue;
    const place = node.inputs.findIndex((name) => {
      const maker = look.maker(name);
      return (
        maker?.op === 'Gemm' &&
        maker.inputs.length === 2 &&
        look.readers(name).length === 1 &&
        !look.isOutput(name) &&
        !gone.has(maker)
      );
    });
    if (place < 0) continue;
    const gemm = look.maker(node.inputs[place]) as Node;
    const addend = node.inputs[1 - place];
    if (node.outputs[0].shape.join() !== gemm.outputs[0].shape.join() || look.value(addend).shape.length > 2) continue;
    // The product moves to where its addend is known.
    gone.add(gemm);
    moved.set(node, { ...gemm, inputs: [...gemm.inputs, addend], outputs: node.outputs });
  }
  return { ...graph, nodes: graph.nodes.filter((node) => !gone.has(node)).map((node) => moved.get(node) ?? node) };
}
