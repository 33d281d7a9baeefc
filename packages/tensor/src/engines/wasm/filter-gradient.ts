import * as tf from '@tensorflow/tfjs';

/**
 * The gradient of a convolution with respect to its filter, which the backend lacks: the patches that the filter saw, one a
 * row, times the gradients of what it made of them.
 */
export function registerFilterGradient(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { strides, pad, dimRoundingMode, dataFormat, filterShape } = attrs as unknown as {
        strides: [number, number] | number;
        pad: 'same' | 'valid' | number;
        dimRoundingMode?: 'floor' | 'round' | 'ceil';
        dataFormat: 'NHWC' | 'NCHW';
        filterShape: [number, number, number, number];
      };
      if (dataFormat !== 'NHWC') throw new RangeError(`expected convolutions of NHWC, found ${dataFormat}`);
      const layout = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
      return tf.tidy(() => {
        const { inChannels, outChannels } = layout;
        const gradients = dy.reshape([-1, outChannels]);
        return tf
          .matMul(patches(x, layout), gradients, true, false)
          .reshape([...filterShape.slice(0, 2), inChannels, outChannels]);
      });
    },
  });
}

/** Matrix of one row for each place of the filter: what lies below it, in the order of the filter's rows, columns, channels. */
function patches(x: tf.Tensor4D, layout: tf.backend_util.Conv2DInfo): tf.Tensor2D {
  const { batchSize, inChannels, filterHeight, filterWidth, outHeight, outWidth, strideHeight, strideWidth, padInfo } = layout;
  const padded = tf.pad(x, [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]);
  const columns: tf.Tensor[] = [];
  for (let row = 0; row < filterHeight; row++) {
    for (let column = 0; column < filterWidth; column++) {
      const end = [batchSize, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, inChannels];
      columns.push(tf.stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]));
    }
  }
  return tf.concat(columns, 3).reshape([batchSize * outHeight * outWidth, filterHeight * filterWidth * inChannels]);
}
