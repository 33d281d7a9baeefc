import type * as tf from '@tensorflow/tfjs';
import type { TensorSpecs, Tensors } from './program.js';

/** @throws RangeError the state that a step left differs from the old one in names, shapes or types. */
export function checkState(expected: TensorSpecs, found: Tensors): void {
  const names = Object.keys(expected);
  const others = Object.keys(found).filter((name) => !names.includes(name));
  if (others.length > 0) throw new RangeError(`expected a new state of ${names.join(', ')}, found ${others.join(', ')} besides`);
  for (const name of names) {
    const { shape, type } = expected[name];
    const tensor = found[name] as tf.Tensor | undefined;
    const shown = tensor === undefined ? 'none' : `${tensor.dtype}[${tensor.shape}]`;
    if (shown !== `${type}[${shape}]`) {
      throw new RangeError(`expected the new state of ${name} to be ${type}[${shape}] as the old, found ${shown}`);
    }
  }
}
