import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { compile, stateFrom, trainingProgram } from '@collapse-bench/tensor';
import type { Comparison, Figure, PeerRow } from '../comparison.js';
import { benchmarksFolder } from '../folders.js';
import { peakMegabytes } from '../peak-megabytes.js';
import { firstParameters, type TrainingCase, trainingSide } from '../tensor/training-case.js';
import { medium, small, twelveLayers } from '../tensor/transformer.js';
import { denseVae } from '../tensor/vae.js';

/** A training step of ours beside PyTorch's eager one, on one and on two threads. */
export const tensorComparison: Comparison = {
  name: 'tensor',
  title: 'one training step (forward, gradients, Adam) beside PyTorch, from equal weights and batches',
  rowSeconds: 12,
  rows: [1, 2].flatMap((threads) => [
    row('dense VAE, batch 128', threads, 'images', 'torch-vae', denseVae, 0, 1.2),
    row('transformer, 1M', threads, 'tokens', 'torch-transformer-1m', small.trained, small.vocabulary, 1),
    row('transformer, 10M', threads, 'tokens', 'torch-transformer-10m', medium.trained, medium.vocabulary, 1),
  ]),
  figures: async () => [await compilation(), await peakMemory()],
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
  const { training } = twelveLayers.trained;
  const first = stateFrom(training, firstParameters(training));
  const begin = performance.now();
  const program = await compile(trainingProgram(training), first);
  const seconds = (performance.now() - begin) / 1000;
  await program.dispose();
  return { name: 'record and compile 12 layers of 768', value: seconds, unit: 's', below: 3 };
}

/** Peaks of two fresh processes, each with all that its runtime loads. */
async function peakMemory(): Promise<Figure> {
  const name = "peak memory of a 10M step over PyTorch's";
  const ours = await peakMegabytes(process.execPath, fileURLToPath(new URL('../tensor/peak-memory.js', import.meta.url)));
  const theirs = await peakMegabytes('python3', path.join(benchmarksFolder, 'peers', 'cases_torch.py'));
  if (ours === undefined || theirs === undefined) {
    return { name, value: undefined, unit: 'x', note: 'read from /proc, which Linux alone has' };
  }
  const note = `${ours.toFixed(0)} MB and ${theirs.toFixed(0)} MB, each process as a whole`;
  return { name, value: ours / theirs, unit: 'x', below: 1.3, note };
}
