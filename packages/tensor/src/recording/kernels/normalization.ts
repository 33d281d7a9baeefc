import { int, type Value } from '../../graph/graph.js';
import { registerKernel } from '../kernel.js';
import { scalarOf } from './constants.js';

export function registerNormalization(): void {
  registerKernel('Softmax', ({ logits }, { dim }, { emit }) => emit('Softmax', [logits], logits, { axis: int(dim) }));
  /** (x - mean) scale / sqrt(variance + epsilon) + offset. */
  registerKernel('FusedBatchNorm', ({ x, mean, variance, offset, scale }, { varianceEpsilon }, recorder) => {
    const { emit } = recorder;
    const spread = emit('Add', [variance, scalarOf(varianceEpsilon, 'float32', recorder)], variance);
    const one: Value = scale ?? scalarOf(1, 'float32', recorder);
    const factor = emit('Div', [one, emit('Sqrt', [spread], spread)], spread);
    const normal = emit('Mul', [emit('Sub', [x, mean], x), factor], x);
    return offset === undefined ? normal : emit('Add', [normal, offset], x);
  });
}
