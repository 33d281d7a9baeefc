import { fanInUniform, type Parameter, parameter } from '@collapse-bench/tensor';
import * as tf from '@tensorflow/tfjs';

/** x weight + bias; x [batch, in], weight [in, out]. */
export function dense(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  return tf.add(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), bias);
}

/** A linear map and its bias, begun as PyTorch's Linear. */
export function denseParameters<Name extends string>(
  name: Name,
  from: number,
  to: number,
): Record<Name | `${Name}Bias`, Parameter> {
  const initialiser = fanInUniform(from);
  return { [name]: parameter([from, to], initialiser), [`${name}Bias`]: parameter([to], initialiser) } as Record<
    Name | `${Name}Bias`,
    Parameter
  >;
}
