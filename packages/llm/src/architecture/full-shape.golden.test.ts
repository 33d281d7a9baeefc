import { compile, type Program } from '@collapse-bench/tensor';
import { expect, test } from 'vitest';
import { formulaWeights } from '../testing/formula-weights.js';
import type { TransformerConfig } from './config.js';
import { hiddenStates, logitsOf } from './forward.js';
import golden from './full-shape.golden.json' with { type: 'json' };
import { parametersOf } from './parameters.js';

const config = golden.config as TransformerConfig;
const [rows, length] = [golden.ids.length, golden.ids[0].length];

/** ln sum exp of each row. */
function logSums(logits: Float32Array): number[] {
  return Array.from({ length: rows * length }, (_, token) => {
    const row = logits.subarray(token * config.vocabulary, (token + 1) * config.vocabulary);
    const most = row.reduce((a, b) => Math.max(a, b));
    return most + Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
  });
}

// Some 1.2 GB and a quarter of a minute: FULL_SHAPE=1 npx vitest run packages/llm/src/architecture/full-shape
test.runIf(process.env.FULL_SHAPE === '1')(
  "OPT at the shape of facebook/opt-125m is transformers' in its logits",
  async () => {
    const parameters = parametersOf(config);
    const specs = Object.entries(parameters).map(([name, { shape }]) => [name, { shape, type: 'float32' as const }]);
    const program: Program = {
      state: Object.fromEntries(specs),
      inputs: { ids: { shape: [rows, length], type: 'int32' } },
      step: (p, { ids }) => ({ state: p, outputs: { logits: logitsOf(config, p, hiddenStates(config, p, ids)) } }),
    };
    const { run, dispose } = await compile(program, formulaWeights(parameters, golden.spread));
    const logits = (await run({ ids: Int32Array.from(golden.ids.flat()) })).logits as Float32Array;
    await dispose();
    expect(logits.length).toBe(rows * length * config.vocabulary);
    const some = golden.logits.map((value, i) => Math.abs(value - logits[i * golden.every]));
    expect(some.length).toBeGreaterThan(1000);
    expect(Math.max(...some)).toBeLessThan(1e-4);
    const sums = logSums(logits).map((value, token) => Math.abs(value - golden.logSums[token]));
    expect(Math.max(...sums)).toBeLessThan(1e-5);
  },
  300_000,
);
