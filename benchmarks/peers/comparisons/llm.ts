import type { Comparison, PeerRow } from '../comparison.js';
import { ROWS, type Size, scoringOf, tokens, trainingOf } from '../llm/opt-cases.js';

/** Training and scoring of small OPT models beside transformers' own class, eager. */
export const llmComparison: Comparison = {
  name: 'llm',
  title: "training steps and perplexities of small OPT models beside transformers' OPTForCausalLM, from equal weights and blocks",
  rowSeconds: 15,
  rows: [
    ...[1, 2].flatMap((threads) => [trainingRow('1m', threads), trainingRow('10m', threads)]),
    scoringRow('1m'),
    scoringRow('10m'),
  ],
  onlyByName: 'needs PyTorch and transformers (python3 -m pip install torch transformers)',
};

function trainingRow(size: Size, threads: number): PeerRow {
  return {
    name: `OPT of ${size.toUpperCase()}, a step on ${ROWS} blocks of 64, ${threads} thread${threads === 1 ? '' : 's'}`,
    unit: 'tokens',
    work: tokens(ROWS),
    ours: () => trainingOf(size, threads),
    peer: `llm-training-${size}-${threads}`,
    tolerance: 0.002,
    target: 1,
  };
}

/** The other side takes the 128 blocks of the paper's batches at a time. */
function scoringRow(size: Size): PeerRow {
  const blocks = 256;
  return {
    name: `OPT of ${size.toUpperCase()}, perplexities of ${blocks} blocks of 64, 1 thread`,
    unit: 'tokens',
    work: tokens(blocks),
    ours: () => scoringOf(size, blocks),
    peer: `llm-scoring-${size}`,
    tolerance: 1e-4,
    target: 1.5,
  };
}
