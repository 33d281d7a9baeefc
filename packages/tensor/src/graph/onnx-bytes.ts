import protobuf from 'protobufjs';
import { type Attribute, type Constant, DATA_TYPE, type Node, type Value } from './graph.js';

/** The messages and fields of onnx.proto3 (IR version 8) that a recorded graph needs, with the field numbers of that file. */
const root = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: { id: 1, type: 'int64' },
        opsetImport: { id: 8, rule: 'repeated', type: 'OperatorSet' },
        producerName: { id: 2, type: 'string' },
        graph: { id: 7, type: 'Graph' },
      },
    },
    OperatorSet: { fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } } },
    Graph: {
      fields: {
        node: { id: 1, rule: 'repeated', type: 'Node' },
        name: { id: 2, type: 'string' },
        initializer: { id: 5, rule: 'repeated', type: 'Tensor' },
        input: { id: 11, rule: 'repeated', type: 'ValueInfo' },
        output: { id: 12, rule: 'repeated', type: 'ValueInfo' },
      },
    },
    Node: {
      fields: {
        input: { id: 1, rule: 'repeated', type: 'string' },
        output: { id: 2, rule: 'repeated', type: 'string' },
        name: { id: 3, type: 'string' },
        opType: { id: 4, type: 'string' },
        domain: { id: 7, type: 'string' },
        attribute: { id: 5, rule: 'repeated', type: 'Attribute' },
      },
    },
    Attribute: {
      fields: {
        name: { id: 1, type: 'string' },
        type: { id: 20, type: 'int32' },
        f: { id: 2, type: 'float' },
        i: { id: 3, type: 'int64' },
        s: { id: 4, type: 'bytes' },
        g: { id: 6, type: 'Graph' },
        ints: { id: 8, rule: 'repeated', type: 'int64' },
      },
    },
    Tensor: {
      fields: {
        dims: { id: 1, rule: 'repeated', type: 'int64' },
        dataType: { id: 2, type: 'int32' },
        name: { id: 8, type: 'string' },
        rawData: { id: 9, type: 'bytes' },
      },
    },
    ValueInfo: { fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'Type' } } },
    Type: { fields: { tensorType: { id: 1, type: 'TensorType' } } },
    TensorType: { fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'Shape' } } },
    Shape: { fields: { dim: { id: 1, rule: 'repeated', type: 'Dimension' } } },
    Dimension: { fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } } },
  },
});
const model = root.lookupType('Model');

/** AttributeProto.AttributeType. */
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;

const IR_VERSION = 8;
/** ONNX operator set whose meanings the recording uses. */
export const OPERATOR_SET = 18;

/** An input or output of a file. A side that a name stands for is known when the file runs: one name, one length. */
export interface OnnxPort extends Pick<Value, 'name' | 'type'> {
  readonly shape: readonly (number | string)[];
}

/** One operation; shapes between operations are nothing that a file says. */
export interface OnnxNode extends Omit<Node, 'outputs'> {
  readonly outputs: readonly Pick<Value, 'name'>[];
}

/** What a file holds: a recorded graph, or one whose shapes are open. */
export interface OnnxGraph {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly OnnxNode[];
}

/** The bytes of an ONNX model that holds the graph. */
export function onnxBytes(graph: OnnxGraph): Uint8Array {
  return model
    .encode({
      irVersion: IR_VERSION,
      producerName: 'collapse-bench',
      opsetImport: [
        { domain: '', version: OPERATOR_SET },
        { domain: 'com.microsoft', version: 1 },
      ],
      graph: graphMessage(graph, 'program'),
    })
    .finish();
}

function graphMessage(graph: OnnxGraph, name: string): object {
  return {
    name,
    node: graph.nodes.map(nodeMessage),
    initializer: graph.constants.map(tensorMessage),
    input: graph.inputs.map(portMessage),
    output: graph.outputs.map(portMessage),
  };
}

function nodeMessage({ op, domain, inputs, outputs, attributes }: OnnxNode, place: number): object {
  return {
    opType: op,
    domain,
    name: `${op}_${place}`,
    input: inputs,
    output: outputs.map((output) => output.name),
    attribute: Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute)),
  };
}

function attributeMessage(name: string, attribute: Attribute): object {
  const head = { name, type: ATTRIBUTE_TYPE[attribute.kind] };
  switch (attribute.kind) {
    case 'int':
      return { ...head, i: attribute.value };
    case 'float':
      return { ...head, f: attribute.value };
    case 'string':
      return { ...head, s: new TextEncoder().encode(attribute.value) };
    case 'ints':
      return { ...head, ints: attribute.value };
    case 'graph':
      return { ...head, g: graphMessage(attribute.value, name) };
  }
}

// ONNX raw data is little-endian, as every machine is that Node and ONNX Runtime support.
function tensorMessage({ name, shape, type, data }: Constant): object {
  return {
    name,
    dims: shape,
    dataType: DATA_TYPE[type],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function portMessage({ name, shape, type }: OnnxPort): object {
  const dim = shape.map((side) => (typeof side === 'number' ? { dimValue: side } : { dimParam: side }));
  return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape: { dim } } } };
}
