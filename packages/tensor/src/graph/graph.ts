/** Element types of ONNX tensors that recorded programs use. TensorFlow.js knows all but int64, which ONNX wants for shapes and indices. */
export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';

/** TensorProto.DataType of ONNX: what files and Cast call the element types. */
export const DATA_TYPE: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

/** A named tensor of a graph: an input, a constant or the output of a node. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
}

export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'graph'; readonly value: Graph };

/** One operation. Nodes stand in an order in which every input is known before it is used. */
export interface Node {
  readonly op: string;
  /** Operator set: '' is ONNX's own, 'com.microsoft' holds ONNX Runtime's contributed operators. */
  readonly domain: '' | 'com.microsoft';
  /** Names of values; '' stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  /** An output nobody uses may have the name ''. */
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface Constant extends Value {
  readonly data: TensorData;
}

/** A static dataflow graph: plain data, in the terms of ONNX. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly Node[];
}

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });
export const text = (value: string): Attribute => ({ kind: 'string', value });

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
