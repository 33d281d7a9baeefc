import { backend_util } from '@tensorflow/tfjs';
import { int, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { reshape } from './shapes.js';

/** Matrix product of the last two axes, either side transposed, the axes before broadcast. */
function matMul(a: Value, b: Value, transposeA: boolean, transposeB: boolean, recorder: Recorder): Value {
  const rows = a.shape[a.shape.length - (transposeA ? 1 : 2)];
  const columns = b.shape[b.shape.length - (transposeB ? 2 : 1)];
  const batch = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  const flags = { transA: int(transposeA ? 1 : 0), transB: int(transposeB ? 1 : 0) };
  if (isMatrix(a) && isMatrix(b)) {
    const product = recorder.emit(
      'Gemm',
      [matrix(a, recorder), matrix(b, recorder)],
      { shape: [rows, columns], type: a.type },
      flags,
    );
    return reshape(product, shape, recorder);
  }
  if (!transposeA && !transposeB) return recorder.emit('MatMul', [a, b], { shape, type: a.type });
  return recorder.emit('FusedMatMul', [a, b], { shape, type: a.type }, flags);
}

const isMatrix = ({ shape }: Value): boolean => shape.slice(0, -2).every((side) => side === 1);

const matrix = (x: Value, recorder: Recorder): Value => reshape(x, x.shape.slice(-2), recorder);

export function registerMatMul(): void {
  registerKernel('BatchMatMul', ({ a, b }, { transposeA, transposeB }, recorder) =>
    matMul(a, b, transposeA, transposeB, recorder),
  );
}
