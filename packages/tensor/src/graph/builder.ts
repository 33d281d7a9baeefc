import { type Attribute, type Constant, type ElementType, type Node, sizeOf, type TensorData, type Value } from './graph.js';

export interface Shaped {
  readonly shape: readonly number[];
  readonly type: ElementType;
}

type Attributes = Readonly<Record<string, Attribute>>;

/** Collects the nodes and constants of a graph while a program is recorded or a graph rewritten. */
export interface GraphBuilder {
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
  /** Appends an operation with one output; an input of `undefined` is an optional one left out. */
  emit(op: string, inputs: readonly (Value | undefined)[], output: Shaped, attributes?: Attributes): Value;
  /** Appends an operation with several outputs. */
  emitMany(op: string, inputs: readonly (Value | undefined)[], outputs: readonly Shaped[], attributes?: Attributes): Value[];
  /** A tensor known when the graph is made. Small equal ones are kept once. */
  constant(data: TensorData, shape: readonly number[], type: ElementType): Value;
  /** The data of a value that is a constant. */
  dataOf(name: string): TensorData | undefined;
}

/** Constants up to this many elements are compared, so that each value is kept once. */
const SHARED_ELEMENTS = 64;

/** Operators of ONNX Runtime's own set, by name. */
const CONTRIBUTED = new Set(['FusedMatMul', 'FusedGemm', 'BiasGelu', 'Gelu', 'FastGelu', 'QuickGelu', 'SkipLayerNormalization']);

export function graphBuilder(prefix = 'v'): GraphBuilder {
  const nodes: Node[] = [];
  const constants: Constant[] = [];
  const data = new Map<string, TensorData>();
  const shared = new Map<string, Value>();
  let made = 0;
  const name = () => `${prefix}${made++}`;

  const emitMany: GraphBuilder['emitMany'] = (op, inputs, outputs, attributes = {}) => {
    const values = outputs.map(({ shape, type }) => ({ name: name(), shape: [...shape], type }));
    nodes.push({
      op,
      domain: CONTRIBUTED.has(op) ? 'com.microsoft' : '',
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs: values,
      attributes,
    });
    return values;
  };

  return {
    nodes,
    constants,
    emitMany,
    emit: (op, inputs, output, attributes) => emitMany(op, inputs, [output], attributes)[0],
    constant(values, shape, type) {
      if (values.length !== sizeOf(shape)) throw new RangeError(`a constant of shape [${shape}] has ${values.length} elements`);
      const key = values.length <= SHARED_ELEMENTS ? `${type}[${shape}]${bytesOf(values)}` : undefined;
      const known = key === undefined ? undefined : shared.get(key);
      if (known !== undefined) return known;
      const value: Constant = { name: name(), shape: [...shape], type, data: values };
      constants.push(value);
      data.set(value.name, values);
      if (key !== undefined) shared.set(key, value);
      return value;
    },
    dataOf: (wanted) => data.get(wanted),
  };
}

/** Bits, so that -0 and 0 stay two constants and NaN equals itself. */
function bytesOf(values: TensorData): string {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).join();
}
