import type { Operand, Operation, Operator, UpdateKernel } from '../../update/kernel.js';
import { type Graph, type Node, sizeOf, type Value } from '../graph.js';
import { lookAt } from '../look.js';
import { dropUnused } from './drop-unused.js';

/** The end of a step taken out of its graph: what is left, and what turns its outputs into the new state. */
export interface SplitGraph {
  /** Without the outputs that the kernels make, and with outputs for the vectors and scalars that they read. */
  readonly graph: Graph;
  readonly kernels: readonly UpdateKernel[];
}

const OPERATORS = new Set<string>(['Add', 'Sub', 'Mul', 'Div', 'Sqrt', 'Neg', 'Abs'] satisfies Operator[]);

/**
 * Takes the optimizer's arithmetic out of a recorded step: the elementwise nodes through which alone gradients and old state
 * become new state. Done by ONNX Runtime, each of some ten operations walks through the memory of all parameters with
 * 128-bit instructions; fused, one pass does them all, in place.
 *
 * Gain: 7.8 to 4.8 ms in the dense VAE's step (650,000 parameters, Adam), 98 to 88 in that of a transformer of 1M.
 *
 * @param stateOf the input whose new value an output is, if it is one
 */
export function splitUpdate(graph: Graph, stateOf: (output: string) => string | undefined): SplitGraph {
  const look = lookAt(graph);
  const length = (name: string) => sizeOf(look.value(name).shape);
  const tail = new Set<Node>();
  for (const node of graph.nodes.toReversed()) {
    const [{ name }] = node.outputs;
    const isState = stateOf(name) !== undefined;
    if (look.isOutput(name) ? !isState : look.readers(name).length === 0) continue;
    if (isElementwise(node, length) && look.readers(name).every((reader) => tail.has(reader))) tail.add(node);
  }

  const inOrder = graph.nodes.filter((node) => tail.has(node));
  const kernels = groupsOf(inOrder, length, stateOf).map((nodes) => kernelOf(nodes, graph, length, stateOf));
  const made = new Set(kernels.flatMap(({ stores }) => stores.map(({ vector }) => vector)));
  const kept = graph.outputs.filter(({ name }) => !made.has(stateOf(name) ?? ''));
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const read = new Set(
    inOrder
      .flatMap((node) => node.inputs)
      .filter((name) => !inputs.has(name) && look.constant(name) === undefined && !tail.has(look.maker(name) as Node)),
  );
  for (const { name } of kept) read.delete(name);
  const outputs: Value[] = [...kept, ...[...read].map(look.value)];
  const rest = dropUnused({ ...graph, outputs, nodes: graph.nodes.filter((node) => !tail.has(node)) });
  const used = new Set(rest.nodes.flatMap((node) => node.inputs));
  return { graph: { ...rest, inputs: graph.inputs.filter(({ name }) => used.has(name)) }, kernels };
}

/** Float arithmetic whose operands are as long as the result or single numbers. */
function isElementwise({ op, inputs, outputs }: Node, length: (name: string) => number): boolean {
  const [{ shape, type }] = outputs;
  const size = sizeOf(shape);
  return (
    OPERATORS.has(op) && type === 'float32' && size > 1 && inputs.every((name) => length(name) === size || length(name) === 1)
  );
}

/** Nodes, in order, that share a vector must be one kernel: state is replaced in place. */
function groupsOf(
  nodes: readonly Node[],
  length: (name: string) => number,
  stateOf: (output: string) => string | undefined,
): Node[][] {
  const groups = new Map<number, Node[]>();
  const groupOf = new Map<string, number>();
  nodes.forEach((node, fresh) => {
    const [{ name }] = node.outputs;
    const touched = [name, stateOf(name) ?? name, ...node.inputs.filter((input) => length(input) > 1)];
    const known = [...new Set(touched.flatMap((vector) => groupOf.get(vector) ?? []))].sort((a, b) => a - b);
    const [target = fresh] = known;
    const merged = [...known.flatMap((group) => groups.get(group) ?? []), node];
    for (const group of known) groups.delete(group);
    groups.set(target, merged);
    for (const member of merged) {
      const [{ name: made }] = member.outputs;
      for (const vector of [made, stateOf(made) ?? made, ...member.inputs]) {
        if (length(vector) > 1) groupOf.set(vector, target);
      }
    }
  });
  const place = new Map(nodes.map((node, i) => [node, i]));
  return [...groups.values()].map((group) => group.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)));
}

function kernelOf(
  nodes: readonly Node[],
  graph: Graph,
  length: (name: string) => number,
  stateOf: (output: string) => string | undefined,
): UpdateKernel {
  const constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
  const places = new Map(nodes.map((node, place) => [node.outputs[0].name, place]));
  const size = sizeOf(nodes[0].outputs[0].shape);
  const operand = (name: string): Operand => {
    const place = places.get(name);
    if (place !== undefined) return { kind: 'operation', place };
    const constant = constants.get(name);
    if (constant !== undefined && constant.data.length === 1) return { kind: 'constant', value: Number(constant.data[0]) };
    return length(name) === 1 ? { kind: 'scalar', name } : { kind: 'vector', name };
  };
  const operations = nodes.map(({ op, inputs }): Operation => ({ operator: op as Operator, operands: inputs.map(operand) }));
  const stores = nodes.flatMap(({ outputs: [{ name }] }) => {
    const vector = stateOf(name);
    return vector === undefined || !graph.outputs.some((output) => output.name === name)
      ? []
      : [{ vector, operand: operand(name) }];
  });
  return { length: size, operations, stores };
}
