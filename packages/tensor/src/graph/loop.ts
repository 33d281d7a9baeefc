import { type Graph, int, type Value } from './graph.js';

/** A graph input that takes, in the next step, what a graph output gave in this one. */
export interface Carried {
  readonly input: string;
  readonly output: string;
}

const GRAPH = 'body';

/**
 * A graph that takes `steps` steps of the given one in a single run, as one ONNX `Scan`. Carried values go from step to
 * step inside; every other input gets a leading axis of `steps`, from which each step takes its slice, and every other
 * output is stacked along such an axis. Names stay.
 */
export function repeated(graph: Graph, carried: readonly Carried[], steps: number): Graph {
  const find = (values: readonly Value[], name: string): Value => values.find((value) => value.name === name)!;
  const carriedIn = carried.map(({ input }) => find(graph.inputs, input));
  const carriedOut = carried.map(({ output }) => find(graph.outputs, output));
  const sliced = graph.inputs.filter((value) => !carriedIn.includes(value));
  const gathered = graph.outputs.filter((value) => !carriedOut.includes(value));
  const inBody = (value: Value): Value => ({ ...value, name: `${GRAPH}/${value.name}` });
  const stacked = (value: Value): Value => ({ ...value, shape: [steps, ...value.shape] });

  const inputs = [...carriedIn, ...sliced];
  const outputs = [...carriedOut, ...gathered];
  const renamed = new Set([...inputs, ...outputs].map(({ name }) => name));
  const body: Graph = {
    inputs: inputs.map(inBody),
    outputs: outputs.map(inBody),
    constants: graph.constants,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((name) => (renamed.has(name) ? `${GRAPH}/${name}` : name)),
      outputs: node.outputs.map((value) => (renamed.has(value.name) ? inBody(value) : value)),
    })),
  };
  const outer = [...carriedOut, ...gathered.map(stacked)];
  return {
    inputs: [...carriedIn, ...sliced.map(stacked)],
    outputs: outer,
    constants: [],
    nodes: [
      {
        op: 'Scan',
        domain: '',
        inputs: inputs.map(({ name }) => name),
        outputs: outer,
        attributes: { body: { kind: 'graph', value: body }, num_scan_inputs: int(sliced.length) },
      },
    ],
  };
}
