import { backend_util } from '@tensorflow/tfjs';
import { int, ints, text, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { activated } from './activations.js';
import { reshape } from './shapes.js';

interface Product {
  readonly a: Value;
  readonly b: Value;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Added to the product where the operator can. */
  readonly bias?: Value;
}

/** Matrix product of the last two axes, either side transposed, the axes before broadcast. */
function matMul({ a, b, transposeA, transposeB, bias }: Product, recorder: Recorder): Value {
  const [rows, inner] = oriented(a, transposeA);
  const [depth, columns] = oriented(b, transposeB);
  if (inner !== depth) {
    const shown = ({ shape }: Value, turned: boolean) => `[${shape}]${turned ? ' transposed' : ''}`;
    throw new RangeError(
      `expected a product of as many columns as rows, found ${shown(a, transposeA)} and ${shown(b, transposeB)}`,
    );
  }
  const batch = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  const flags = { transA: int(transposeA ? 1 : 0), transB: int(transposeB ? 1 : 0) };
  const asMatrices = isMatrix(a) && isMatrix(b) && a.type === 'float32';
  const withBias = (made: Value) => (bias === undefined ? made : recorder.emit('Add', [made, bias], { shape, type: a.type }));
  if (asMatrices) {
    const added = bias !== undefined && bias.shape.length <= 2 ? [bias] : [];
    const product = recorder.emit(
      'Gemm',
      [matrix(a, recorder), matrix(b, recorder), ...added],
      { shape: [rows, columns], type: a.type },
      flags,
    );
    const made = reshape(product, shape, recorder);
    return added.length > 0 ? made : withBias(made);
  }
  // ONNX Runtime's product of transposed tensors knows floats only.
  if (a.type === 'float32' && (transposeA || transposeB)) {
    return withBias(recorder.emit('FusedMatMul', [a, b], { shape, type: a.type }, flags));
  }
  const left = transposeA ? transposed(a, recorder) : a;
  const right = transposeB ? transposed(b, recorder) : b;
  return withBias(recorder.emit('MatMul', [left, right], { shape, type: a.type }));
}

/** Rows and columns as the product sees them. */
const oriented = ({ shape }: Value, transpose: boolean): number[] => {
  const [rows, columns] = shape.slice(-2);
  return transpose ? [columns, rows] : [rows, columns];
};

const isMatrix = ({ shape }: Value): boolean => shape.slice(0, -2).every((side) => side === 1);

const matrix = (x: Value, recorder: Recorder): Value => reshape(x, x.shape.slice(-2), recorder);

function transposed(x: Value, { emit }: Recorder): Value {
  const [rows, columns] = x.shape.slice(-2);
  const rank = x.shape.length;
  const perm = [...x.shape.keys()].with(-1, rank - 2).with(-2, rank - 1);
  return emit('Transpose', [x], { shape: [...x.shape.slice(0, -2), columns, rows], type: x.type }, { perm: ints(perm) });
}

export function registerMatMul(): void {
  registerKernel('BatchMatMul', ({ a, b }, { transposeA, transposeB }, recorder) =>
    matMul({ a, b, transposeA, transposeB }, recorder),
  );
  registerKernel('_FusedMatMul', ({ a, b, bias, preluActivationWeights }, attributes, recorder) => {
    const { transposeA, transposeB, activation, leakyreluAlpha } = attributes;
    const product = matMul({ a, b, transposeA, transposeB, bias }, recorder);
    return activated(product, activation, { slopes: preluActivationWeights, slope: leakyreluAlpha }, recorder);
  });
  registerKernel('Einsum', (inputs, { equation }, { emit }) => {
    const values = Object.values(inputs);
    return emit('Einsum', values, { shape: einsumShape(equation, values), type: values[0].type }, { equation: text(equation) });
  });
}

/** Sides of the labels after the arrow. */
function einsumShape(equation: string, values: readonly Value[]): number[] {
  const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, values.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, values.map(({ shape }) => ({ shape: [...shape] })) as never);
  const [terms, result] = equation.replaceAll(' ', '').split('->');
  const sides = new Map(
    terms.split(',').flatMap((term, i) => [...term].map((label, axis) => [label, values[i].shape[axis]] as const)),
  );
  return [...result].map((label) => sides.get(label)!);
}
