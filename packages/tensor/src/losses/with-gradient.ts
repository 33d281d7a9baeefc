import * as tf from '@tensorflow/tfjs';

/** What a forward pass leaves: its value, and the gradients of its inputs from the value's gradient and the tensors saved. */
export interface Differentiated {
  readonly value: tf.Tensor;
  /** Tensors that `backward` wants back; all others, of inputs too, may be gone by then. */
  readonly saved: readonly tf.Tensor[];
  readonly backward: (gradient: tf.Tensor, ...saved: tf.Tensor[]) => tf.Tensor[];
}

/** An operation with a derivative of its own, where the one that TensorFlow.js finds has more operations than need be. */
export function withGradient(inputs: readonly tf.Tensor[], forward: (...inputs: tf.Tensor[]) => Differentiated): tf.Tensor {
  const operation = tf.customGrad((...given) => {
    const save = given[given.length - 1] as unknown as tf.GradSaveFunc;
    const { value, saved, backward } = forward(...(given.slice(0, -1) as tf.Tensor[]));
    save([...saved]);
    return { value, gradFunc: (gradient: tf.Tensor, kept: tf.Tensor[]) => backward(gradient, ...kept) };
  });
  return operation(...inputs);
}
