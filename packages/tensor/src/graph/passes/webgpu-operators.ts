import { type GraphBuilder, graphBuilder } from '../builder.js';
import type { Constant, Graph, Value } from '../graph.js';
import { dropUnused } from './drop-unused.js';
import { nameOutputs } from './name-outputs.js';
import { lowerings } from './webgpu-lowerings.js';

/** Operators whose inputs beyond the first ones are shapes, axes or bounds: int64 constants, which need no kernel. */
const DATA_INPUTS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    ['Reshape', 'Expand', 'Slice', 'Tile', 'Split', 'Squeeze', 'Unsqueeze', 'CumSum', 'TopK'].map((op) => [op, [0]]),
  ),
  ...Object.fromEntries(['Sum', 'Mean', 'Max', 'Min', 'Prod'].map((name) => [`Reduce${name}`, [0]])),
  Pad: [0, 2],
};

/**
 * The graph in operators that ONNX Runtime's WebGPU provider has kernels for. It has none for OneHot, Sign, LogSoftmax, Round,
 * Mod and others, few for booleans, and none for int64, which becomes int32: there, int64 only ever counts places.
 */
export function webgpuOperators(graph: Graph): Graph {
  const builder = graphBuilder('webgpu');
  const values = new Map<string, Value>();
  for (const input of graph.inputs) values.set(input.name, input);
  const constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
  const operandOf = (name: string, isData: boolean): Value | undefined => {
    if (name === '') return undefined;
    const constant = constants.get(name);
    if (constant !== undefined) return constantIn(builder, isData ? narrow(constant) : constant);
    return values.get(name);
  };

  for (const node of graph.nodes) {
    const data = DATA_INPUTS[node.op];
    const inputs = node.inputs.map((name, place) => operandOf(name, data === undefined || data.includes(place)));
    const shapes = node.outputs.map(({ shape, type }) => ({ shape, type: type === 'int64' ? ('int32' as const) : type }));
    const lowered = lowerings[node.op]?.({ node, inputs, outputs: shapes, builder });
    const made = lowered ?? builder.emitMany(node.op, inputs, shapes, node.attributes);
    node.outputs.forEach(({ name }, place) => {
      values.set(name, made[place]);
    });
  }
  const outputs = graph.outputs.map((output) => ({
    op: 'Identity',
    domain: '' as const,
    inputs: [(values.get(output.name) as Value).name],
    outputs: [output],
    attributes: {},
  }));
  const { inputs, outputs: named } = graph;
  return nameOutputs(
    dropUnused({ inputs, outputs: named, constants: [...builder.constants], nodes: [...builder.nodes, ...outputs] }),
  );
}

function constantIn(builder: GraphBuilder, { data, shape, type }: Constant): Value {
  return builder.constant(data, shape, type);
}

function narrow(constant: Constant): Constant {
  if (constant.type !== 'int64') return constant;
  return { ...constant, type: 'int32', data: Int32Array.from(constant.data as BigInt64Array, Number) };
}
