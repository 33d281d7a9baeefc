import { performance } from 'node:perf_hooks';
import { compile, stateFrom, trainingProgram } from '@collapse-bench/tensor';
import type { Comparison, Figure, PeerRow } from '../comparison.js';
import { firstParameters, type TrainingCase, trainingSide } from '../tensor/training-case.js';
import { type TransformerSize, transformer } from '../tensor/transformer.js';
import { denseVae } from '../tensor/vae.js';

const text = { vocabulary: 2048, context: 64, batch: 16 };
const small: TransformerSize = { ...text, width: 128, layers: 4, heads: 4 };
const medium: TransformerSize = { ...text, width: 384, layers: 5, heads: 6 };

/** A training step of ours beside PyTorch's eager one, on one and on two threads. */
export const tensorComparison: Comparison = {
  name: 'tensor',
  title: 'one training step (forward, gradients, Adam) beside PyTorch, from equal weights and batches',
  rowSeconds: 12,
  rows: [1, 2].flatMap((threads) => [
    row('dense VAE, batch 128', threads, 'images', 'torch-vae', denseVae, 0, 1.2),
    row('transformer, 1M', threads, 'tokens', 'torch-transformer-1m', transformer(small), text.vocabulary, 1),
    row('transformer, 10M', threads, 'tokens', 'torch-transformer-10m', transformer(medium), text.vocabulary, 1),
  ]),
  figures: async () => [await compilation()],
  onlyByName: 'needs PyTorch (python3 -m pip install torch)',
};

function row(
  name: string,
  threads: number,
  unit: string,
  peer: string,
  trained: TrainingCase,
  classes: number,
  target: number,
): PeerRow {
  return {
    name: `${name}, ${threads} thread${threads === 1 ? '' : 's'}`,
    unit,
    work: trained.units,
    ours: () => trainingSide(trained, threads, classes),
    peer: `${peer}-${threads}`,
    tolerance: 0.002,
    target,
  };
}

/** Recording and compiling twelve layers, which a user waits for before the first step. */
async function compilation(): Promise<Figure> {
  const { training } = transformer({ ...text, batch: 1, width: 768, layers: 12, heads: 12 });
  const first = stateFrom(training, firstParameters(training));
  const begin = performance.now();
  const program = await compile(trainingProgram(training), first);
  const seconds = (performance.now() - begin) / 1000;
  await program.dispose();
  return { name: 'record and compile 12 layers of 768', value: seconds, unit: 's', below: 3 };
}
