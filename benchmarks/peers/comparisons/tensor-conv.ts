import type { Comparison } from '../comparison.js';
import { convVae } from '../tensor/conv-vae.js';
import { trainingSide } from '../tensor/training-case.js';

/** A training step of the convolutional VAE beside PyTorch's eager one, whose convolutions are oneDNN's. */
export const tensorConvComparison: Comparison = {
  name: 'tensor-conv',
  title: "one training step of the paper's convolutional VAE beside PyTorch, from equal weights and batches",
  rowSeconds: 15,
  rows: [1, 2].map((threads) => ({
    name: `convolutional VAE, batch ${convVae.units}, ${threads} thread${threads === 1 ? '' : 's'}`,
    unit: 'images',
    work: convVae.units,
    ours: () => trainingSide(convVae, threads),
    peer: `torch-conv-vae-${threads}`,
    tolerance: 0.004,
    target: 0.7,
  })),
  onlyByName: 'needs PyTorch (python3 -m pip install torch)',
};
