import { int } from '../../graph/graph.js';
import { registerKernel } from '../kernel.js';

export function registerSoftmax(): void {
  registerKernel('Softmax', ({ logits }, { dim }, { emit }) => emit('Softmax', [logits], logits, { axis: int(dim) }));
  registerKernel('LogSoftmax', ({ logits }, { axis }, { emit }) => emit('LogSoftmax', [logits], logits, { axis: int(axis) }));
}
