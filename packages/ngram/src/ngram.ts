import type { System, SystemInstance } from '@collapse-bench/core';
import { type TokenBlocks, textMeasures, tokenBlocksSpace, unseenTokensMetric } from '@collapse-bench/text';
import { checkNgram, mostBlocks } from './check.js';
import { measuredText } from './metrics/generated-text-metric.js';
import { heldoutPerplexity } from './metrics/heldout-perplexity.js';
import { homozygosity } from './metrics/homozygosity.js';
import { outOfDomainPerplexity } from './metrics/out-of-domain-perplexity.js';
import { perplexityUnderModel0 } from './metrics/perplexity-under-model-0.js';
import { selfPerplexity } from './metrics/self-perplexity.js';
import { tailPerplexityUnderModel0 } from './metrics/tail-perplexity-under-model-0.js';
import { fitNgram } from './model/fit-ngram.js';
import type { NgramParams } from './model/ngram-model.js';
import { sampleBlocks } from './model/sample-blocks.js';
import { type NgramOptions, ngramOptions } from './options.js';
import { loadRealText } from './real/real-text.js';
import { textSource } from './real/source.js';
import { type NgramTruth, truthOf } from './real/truth.js';
import { textScorer } from './scorer.js';
import { unigramOracle } from './theory/unigram-oracle.js';

function create(options: NgramOptions): SystemInstance<TokenBlocks, NgramParams, NgramTruth> {
  const { order, smoothing, blockLength } = options;
  const truth = truthOf(options);
  return {
    space: tokenBlocksSpace,
    source: textSource(options),
    model: {
      fit: ({ data }) => ({ params: fitNgram(data, order, smoothing, truth.outcomes) }),
      sampling: ['temperature', 'top-p'],
      sample: (params, request, rng) => sampleBlocks(params, request, blockLength, rng),
      absorbed: saysOneWord,
    },
    truth,
    scorer: textScorer(truth),
  };
}

/** Only a model of order 1 without smoothing can come to say a single word for ever. */
function saysOneWord({ levels }: NgramParams): boolean {
  const [{ backoffs, words }] = levels;
  return levels.length === 1 && backoffs[0] === 0 && words.length === 1;
}

/**
 * Section 5.2 in miniature: a language model trained on text that its predecessor wrote. A sample is a block of `blockLength`
 * words, as in the paper but without prompts; words outside the vocabulary are `<unk>`. `load` reads the corpus and must
 * have been awaited before real data or the truth's texts are asked for, unless the corpus is synthetic.
 */
export const ngram: System<NgramOptions, TokenBlocks, NgramParams, NgramTruth> & {
  load(options: NgramOptions): Promise<void>;
} = {
  id: 'ngram',
  summary: 'An n-gram language model of English words retrained on its own text: lost words, growing perplexity, repetition.',
  source: 'Shumailov et al. 2305.17493, Section 5.2, Fig. 10, 11; n-grams: Chen and Goodman 1998',
  determinism: 'portable',
  options: ngramOptions,
  check: checkNgram,
  mostSamples: mostBlocks,
  load: loadRealText,
  create,
  metrics: [
    heldoutPerplexity,
    outOfDomainPerplexity,
    perplexityUnderModel0,
    tailPerplexityUnderModel0,
    selfPerplexity,
    unseenTokensMetric((truth: NgramTruth) => truth),
    ...textMeasures.map(measuredText),
    homozygosity,
  ],
  oracles: [unigramOracle],
  aspects: {
    risk: { metric: 'heldout-perplexity' },
    // e^entropy is the effective number of words.
    variance: { metric: 'unigram-entropy', log: true },
    // Most words are rare.
    tails: { metric: 'vocabulary' },
  },
};
