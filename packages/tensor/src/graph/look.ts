import type { Constant, Graph, Node, Value } from './graph.js';

/** Where each value of a graph comes from and goes to. */
export interface Look {
  /** The node that makes a value. */
  maker(name: string): Node | undefined;
  constant(name: string): Constant | undefined;
  /** Nodes that read a value, once for each time. */
  readers(name: string): readonly Node[];
  value(name: string): Value;
  isOutput(name: string): boolean;
}

export function lookAt(graph: Graph): Look {
  const makers = new Map<string, Node>();
  const values = new Map<string, Value>();
  const readers = new Map<string, Node[]>();
  const constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  for (const value of [...graph.inputs, ...graph.constants]) values.set(value.name, value);
  for (const node of graph.nodes) {
    for (const output of node.outputs) {
      makers.set(output.name, node);
      values.set(output.name, output);
    }
    for (const input of node.inputs) {
      const list = readers.get(input);
      if (list === undefined) readers.set(input, [node]);
      else list.push(node);
    }
  }
  return {
    maker: (name) => makers.get(name),
    constant: (name) => constants.get(name),
    readers: (name) => readers.get(name) ?? [],
    value(name) {
      const value = values.get(name);
      if (value === undefined) throw new RangeError(`expected a value of the graph, found ${name}`);
      return value;
    },
    isOutput: (name) => outputs.has(name),
  };
}

/** Every reference to a value renamed: `renamed` maps old names to new ones. */
export function renameInputs(node: Node, renamed: ReadonlyMap<string, string>): Node {
  return node.inputs.some((input) => renamed.has(input))
    ? { ...node, inputs: node.inputs.map((input) => renamed.get(input) ?? input) }
    : node;
}
