import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import type { TransformerConfig } from '../architecture/config.js';
import { parametersOf } from '../architecture/parameters.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import golden from './block-losses.golden.json' with { type: 'json' };
import { blockLosses } from './block-losses.js';

test.each(golden.cases)(
  "losses of blocks under a $config.family, scored from token $from, are transformers'",
  async (expected) => {
    const config = expected.config as TransformerConfig;
    const model = { config, weights: formulaWeights(parametersOf(config)) };
    const { blocks: count, length, from } = expected;
    const blocks = equalBlocks(Uint32Array.from(formulaTokens(config.vocabulary, 'scored', count * length)), length);
    const found = await blockLosses(model, blocks, { from });
    expect(found.length).toBe(count);
    for (const [i, loss] of expected.losses.entries()) expect(Math.abs(found[i] / loss - 1)).toBeLessThan(2e-6);
  },
);
