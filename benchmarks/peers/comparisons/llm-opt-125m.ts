import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comparison, Figure } from '../comparison.js';
import { benchmarksFolder } from '../folders.js';
import { ROWS, tokens, trainingOf } from '../llm/opt-cases.js';
import { peakMegabytes } from '../peak-megabytes.js';

/** A training step of the shape of facebook/opt-125m, and the memory that it takes. */
export const llmOpt125mComparison: Comparison = {
  name: 'llm-opt-125m',
  title: "a training step of OPT-125m's shape beside transformers' OPTForCausalLM, and the peak memory of each process",
  rowSeconds: 120,
  rows: [
    {
      name: `OPT-125m, a step on ${ROWS} blocks of 64, 1 thread`,
      unit: 'tokens',
      work: tokens(ROWS),
      ours: () => trainingOf('opt-125m', 1),
      peer: 'llm-training-opt-125m',
      tolerance: 0.01,
      target: 0.8,
    },
  ],
  figures: async () => {
    const theirs = await peakMegabytes('python3', path.join(benchmarksFolder, 'peers', 'cases_llm.py'));
    const script = fileURLToPath(new URL('../llm/peak-memory.js', import.meta.url));
    return [
      figure(`training of OPT-125m, ${ROWS} blocks of 64 at a time`, await peakMegabytes(process.execPath, script), theirs),
    ];
  },
  onlyByName: 'needs PyTorch and transformers, 6 GB of memory and some minutes (python3 -m pip install torch transformers)',
};

function figure(what: string, ours: number | undefined, theirs: number | undefined): Figure {
  const name = `peak memory of ${what}`;
  if (ours === undefined || theirs === undefined) {
    return { name, value: undefined, unit: 'GB', note: 'read from /proc, which Linux alone has' };
  }
  const note = `theirs ${(theirs / 1024).toFixed(2)} GB; each process as a whole`;
  return { name, value: ours / 1024, unit: 'GB', below: 6, note };
}
