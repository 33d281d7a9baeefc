import * as tf from '@tensorflow/tfjs';

/** Sums of products by an equation, which the backend lacks: each term laid out along all axes, multiplied, axes summed. */
export function registerEinsum(): void {
  tf.registerKernel({
    kernelName: 'Einsum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const tensors = Object.values(inputs) as tf.Tensor[];
      const { equation } = attrs as unknown as { equation: string };
      return tf.tidy(() => einsum(equation, tensors));
    },
  });
}

function einsum(equation: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  const { decodeEinsumEquation, checkEinsumDimSizes, getEinsumComputePath, getEinsumPermutation } = tf.backend_util;
  const { allDims, summedDims, idDims } = decodeEinsumEquation(equation, tensors.length);
  checkEinsumDimSizes(allDims.length, idDims, [...tensors]);
  const { path, steps } = getEinsumComputePath(summedDims, idDims);
  let product: tf.Tensor | undefined;
  let remaining = allDims.length;
  for (let step = 0; step < steps.length; step++) {
    for (const term of steps[step]) {
      const { permutationIndices, expandDims } = getEinsumPermutation(remaining, idDims[term]);
      const x = tf.transpose(tensors[term], permutationIndices);
      const shape = [...x.shape];
      for (const axis of expandDims) shape.splice(axis, 0, 1);
      const laidOut = x.reshape(shape);
      product = product === undefined ? laidOut : product.mul(laidOut);
    }
    if (step < steps.length - 1) {
      // Axes are summed from the last one on; the result's own have a place of -1.
      if (path[step] >= 0) product = product!.sum(path[step] - (allDims.length - remaining));
      remaining--;
    }
  }
  return product!;
}
