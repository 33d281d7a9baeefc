import type { Comparison, PeerRow } from '../comparison.js';
import { continued, generationOf, type Way } from '../llm/generation-cases.js';
import { type Size, tokens } from '../llm/opt-cases.js';

const names: Readonly<Record<Way, string>> = { beam: '5 beams', sample: 'sampling' };

/** Continuations of small OPT models beside `transformers.generate`. */
export const llmGenerationComparison: Comparison = {
  name: 'llm-generation',
  title: "64 new tokens for each of 64 (10M: 16) prompts of 64 tokens beside transformers' generate, from equal weights",
  rowSeconds: 30,
  rows: (['beam', 'sample'] as const).flatMap((way) =>
    [1, 2].flatMap((threads) => [row(way, '1m', threads), row(way, '10m', threads)]),
  ),
  onlyByName: 'needs PyTorch and transformers (python3 -m pip install torch transformers)',
};

function row(way: Way, size: Size, threads: number): PeerRow {
  return {
    name: `OPT of ${size.toUpperCase()}, ${names[way]}, ${threads} thread${threads === 1 ? '' : 's'}`,
    unit: 'tokens',
    work: tokens(continued[size]),
    ours: () => generationOf(size, way, threads),
    peer: `llm-generation-${way}-${size}-${threads}`,
    // Close choices of beams differ by rounding, draws by their seeds.
    tolerance: way === 'beam' ? 5 : 60,
    target: way === 'beam' ? 3 : 1,
  };
}
