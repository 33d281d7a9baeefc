/** Elementwise operators of an update; each rounds once, as IEEE 754 and ONNX Runtime do. */
export type Operator = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Sqrt' | 'Neg' | 'Abs';

/** What an operation reads: element i of a vector, a number given at each call or known beforehand, or an earlier operation. */
export type Operand =
  | { readonly kind: 'vector'; readonly name: string }
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'operation'; readonly place: number };

export interface Operation {
  readonly operator: Operator;
  readonly operands: readonly Operand[];
}

/**
 * Arithmetic done on each element of some float32 vectors of one length, in one pass over memory: every operation on element i
 * happens before it is stored, and no element reads another, so that a vector may be read and replaced at once.
 */
export interface UpdateKernel {
  /** Elements of each vector. */
  readonly length: number;
  readonly operations: readonly Operation[];
  /** The vectors that are replaced, with their new elements. */
  readonly stores: readonly { readonly vector: string; readonly operand: Operand }[];
}

/** Names of the vectors that a kernel reads or writes, each once, in the order of first use. */
export function vectorsOf(kernel: UpdateKernel): string[] {
  const read = operandsOf(kernel).filter((operand) => operand.kind === 'vector');
  return [...new Set([...read.map(({ name }) => name), ...kernel.stores.map(({ vector }) => vector)])];
}

/** Names of the scalars that a kernel reads, each once, in the order of first use. */
export function scalarsOf(kernel: UpdateKernel): string[] {
  const read = operandsOf(kernel).filter((operand) => operand.kind === 'scalar');
  return [...new Set(read.map(({ name }) => name))];
}

export function operandsOf({ operations, stores }: UpdateKernel): Operand[] {
  return [...operations.flatMap(({ operands }) => operands), ...stores.map(({ operand }) => operand)];
}
