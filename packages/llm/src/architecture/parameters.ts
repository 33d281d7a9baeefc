import { type Initialiser, normalValues, ones, type Parameter, type Parameters, parameter, zeros } from '@collapse-bench/tensor';
import { checkConfig } from './check-config.js';
import type { TransformerConfig } from './config.js';
import { namesOf, POSITIONS_BEFORE } from './names.js';

/** Standard deviation of the weights of both families before training. */
const SPREAD = 0.02;

/**
 * Every parameter by the name that Hugging Face's `OPTForCausalLM` and `GPT2LMHeadModel` give it, in their layout.
 * OPT's linear maps are [out, in], GPT-2's [in, out]. First values as theirs: weights normal with standard deviation 0.02,
 * GPT-2's maps back into the stream 0.02 / sqrt(2 layers); biases 0, gains of norms 1; the pad token's embedding 0.
 *
 * @throws RangeError on a shape that no model of the family has
 */
export function parametersOf(config: TransformerConfig): Parameters {
  checkConfig(config);
  return config.family === 'opt' ? optParameters(config) : gpt2Parameters(config);
}

function optParameters(config: TransformerConfig): Parameters {
  const { width, feedForward, vocabulary, positions, layers, normFirst } = config;
  const names = namesOf(config);
  const embeddings = {
    [names.tokens]: parameter([vocabulary, width], withoutRow(config.padToken, width)),
    [names.positions]: parameter([positions + POSITIONS_BEFORE.opt, width], normalValues(SPREAD)),
  };
  const last = normFirst ? norm(names.finalNorm, width) : {};
  const blocks = Array.from({ length: layers }, (_, layer) => {
    const { qkv, out, norm1, up, down, norm2 } = names.layer(layer);
    return {
      ...Object.assign({}, ...qkv.map((name) => linear(name, width, width))),
      ...linear(out, width, width),
      ...norm(norm1, width),
      ...linear(up, width, feedForward),
      ...linear(down, feedForward, width),
      ...norm(norm2, width),
    };
  });
  return Object.assign({}, embeddings, last, ...blocks);
}

function gpt2Parameters(config: TransformerConfig): Parameters {
  const { width, feedForward, vocabulary, positions, layers } = config;
  const names = namesOf(config);
  const back = SPREAD / Math.sqrt(2 * layers);
  const embeddings = {
    [names.tokens]: parameter([vocabulary, width], normalValues(SPREAD)),
    [names.positions]: parameter([positions, width], normalValues(SPREAD)),
  };
  const blocks = Array.from({ length: layers }, (_, layer) => {
    const { qkv, out, norm1, up, down, norm2 } = names.layer(layer);
    return {
      ...norm(norm1, width),
      ...conv1d(qkv[0], width, 3 * width),
      ...conv1d(out, width, width, back),
      ...norm(norm2, width),
      ...conv1d(up, width, feedForward),
      ...conv1d(down, feedForward, width, back),
    };
  });
  return Object.assign({}, embeddings, ...blocks, norm(names.finalNorm, width));
}

type Two = Record<string, Parameter>;

const norm = (name: string, width: number): Two => ({
  [`${name}.weight`]: parameter([width], ones),
  [`${name}.bias`]: parameter([width], zeros),
});

const linear = (name: string, from: number, to: number): Two => ({
  [`${name}.weight`]: parameter([to, from], normalValues(SPREAD)),
  [`${name}.bias`]: parameter([to], zeros),
});

const conv1d = (name: string, from: number, to: number, spread = SPREAD): Two => ({
  [`${name}.weight`]: parameter([from, to], normalValues(spread)),
  [`${name}.bias`]: parameter([to], zeros),
});

function withoutRow(row: number | undefined, width: number): Initialiser {
  return (size, rng) => {
    const values = normalValues(SPREAD)(size, rng);
    return row === undefined ? values : values.fill(0, row * width, (row + 1) * width);
  };
}
