import { streamAt, streamKey, uniform } from '@collapse-bench/core';
import { encodeSafetensors } from '@collapse-bench/tensor';
import { parameters } from '../classifier/network.js';
import { packageFiles } from './package-files.js';

/** Bytes of a classifier that has learnt nothing, for tests that a real one would keep waiting. */
function untrainedClassifier(): Uint8Array {
  const rng = streamAt(streamKey(1, 'untrained classifier'), 0);
  const tensor = ({ shape }: { readonly shape: readonly number[] }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return { shape, data: Float32Array.from({ length: size }, () => (uniform(rng) - 0.5) / 4) };
  };
  return encodeSafetensors(Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, tensor(each)])));
}

/** The real images, and that classifier. */
export const quickHost = { ...packageFiles, kept: async () => untrainedClassifier() };
