import type { NamedNumbers } from '@collapse-bench/tensor';
import type { Batch } from './batch.js';
import { keysName, prefillProgram, valuesName } from './programs.js';

/** Tokens of prompts that go through the network together: what lies between operations then still fits a cache. */
const PROMPT_TOKENS = 1024;

interface Prefilled {
  /** float32 [prompts, vocabulary] */
  readonly scores: Float32Array;
  /** Of each layer float32 [prompts, heads, length, width / heads]. */
  readonly keys: Float32Array[];
  readonly values: Float32Array[];
}

/** All prompts through the network, some at a time. */
export async function prefilled(
  { config, weights, scores, prompts, length, tokens, programs }: Batch,
  inputs: NamedNumbers,
  named: string,
): Promise<Prefilled> {
  const size = largestDivisor(prompts, Math.max(1, Math.floor(PROMPT_TOKENS / length)));
  const program = await programs.hold(`prompts ${size} ${length} ${named}`, () => prefillProgram(config, scores, size, length));
  const parts: NamedNumbers[] = [];
  for (let begin = 0; begin < prompts; begin += size) {
    const rows = (numbers: Float32Array) => {
      const row = numbers.length / prompts;
      return numbers.subarray(begin * row, (begin + size) * row);
    };
    const ofRows = 'seen' in inputs ? { ...inputs, seen: rows(inputs.seen as Float32Array) } : inputs;
    const ids = Int32Array.from(tokens.subarray(begin * length, (begin + size) * length));
    parts.push(await program.run({ ...weights, ...ofRows, ids }));
  }
  const joined = (name: string): Float32Array => {
    const arrays = parts.map((part) => part[name] as Float32Array);
    const all = new Float32Array(arrays.length * arrays[0].length);
    for (const [part, array] of arrays.entries()) all.set(array, part * array.length);
    return all;
  };
  const layers = [...Array(config.layers).keys()];
  return {
    scores: joined('scores'),
    keys: layers.map((layer) => joined(keysName(layer))),
    values: layers.map((layer) => joined(valuesName(layer))),
  };
}

function largestDivisor(count: number, most: number): number {
  let divisor = Math.min(count, most);
  while (count % divisor !== 0) divisor -= 1;
  return divisor;
}
