import type { OnnxGraph, OnnxNode } from '@collapse-bench/tensor';

type Attributes = OnnxNode['attributes'];
type Constant = OnnxGraph['constants'][number];

/** Collects operations whose shapes are open until they run; values go by their names alone. */
export interface GraphRecorder {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly Constant[];
  /** Appends an operation of ONNX's own set and returns the name of its output. */
  op(op: string, inputs: readonly string[], attributes?: Attributes, output?: string): string;
  /** As `op`, for operations with several outputs. */
  opMany(op: string, inputs: readonly string[], count: number, attributes?: Attributes): string[];
  /** Weights under a name of their own. */
  weight(name: string, shape: readonly number[], data: Float32Array): void;
  /** The name of an int64 vector that is known now. */
  vector(...values: number[]): string;
  /** The name of a scalar that is known now. */
  scalar(value: number, type: 'int64' | 'float32'): string;
}

export function graphRecorder(): GraphRecorder {
  const nodes: OnnxNode[] = [];
  const constants: Constant[] = [];
  const known = new Set<string>();
  let made = 0;

  const append = (op: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes) => {
    nodes.push({ op, domain: '', inputs, outputs: outputs.map((name) => ({ name })), attributes });
  };
  /** Equal ones are kept once. */
  const shared = (constant: Omit<Constant, 'name'>, values: readonly number[]): string => {
    const name = `constant_${constant.type}_${constant.shape.length === 0 ? 'scalar' : 'vector'}_${values.join('_')}`;
    if (!known.has(name)) constants.push({ ...constant, name });
    known.add(name);
    return name;
  };

  return {
    nodes,
    constants,
    op: (op, inputs, attributes = {}, output = `v${made++}`) => {
      append(op, inputs, [output], attributes);
      return output;
    },
    opMany: (op, inputs, count, attributes = {}) => {
      const outputs = Array.from({ length: count }, () => `v${made++}`);
      append(op, inputs, outputs, attributes);
      return outputs;
    },
    weight: (name, shape, data) => {
      constants.push({ name, shape, type: 'float32', data });
    },
    vector: (...values) => shared({ shape: [values.length], type: 'int64', data: BigInt64Array.from(values, BigInt) }, values),
    scalar: (value, type) =>
      shared({ shape: [], type, data: type === 'int64' ? BigInt64Array.of(BigInt(value)) : Float32Array.of(value) }, [value]),
  };
}
