import { streamAt, streamKey } from '@collapse-bench/core';
import { type NetworkId, PIXELS } from '../../images.js';
import { readMnist } from '../../mnist/read-mnist.js';
import { elbo } from '../../model/evaluation.js';
import { firstParameters } from '../../networks/programs.js';
import { packageFiles } from '../../testing/package-files.js';
import { train } from '../train.js';

/** What a golden file says of its runs. */
interface Runs {
  readonly count: number;
  readonly test_count: number;
  readonly batch: number;
  readonly epochs: number;
  readonly elbos: readonly number[];
}

/** Test ELBOs of our trainings of the same settings, as many as there are of PyTorch's, on seeds of our own. */
export async function ourElbos(network: NetworkId, runs: Runs): Promise<number[]> {
  const mnist = await readMnist(packageFiles);
  const pixels = mnist.train.pixels.subarray(0, runs.count * PIXELS);
  const held = mnist.test.pixels.subarray(0, runs.test_count * PIXELS);
  const request = { network, latents: 20, epochs: runs.epochs, batch: runs.batch, learningRate: 1e-3, weightDecay: 1e-5 };
  const found: number[] = [];
  for (let seed = 1; seed <= runs.elbos.length; seed++) {
    const rng = streamAt(streamKey(seed, 'parity'), 0);
    const first = firstParameters(request, rng);
    const { parameters } = await train({ parts: [{ kind: 'pixels', pixels }] }, { ...request, first }, rng);
    found.push(await elbo({ network, parameters }, held, rng));
  }
  return found;
}

/** Mean, and standard deviation of one run. */
export function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
