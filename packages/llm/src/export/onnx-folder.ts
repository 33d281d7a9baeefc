import { onnxBytes } from '@collapse-bench/tensor';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { writeConfig } from '../folder/config-file.js';
import { CONFIG_FILE } from '../folder/file-names.js';
import { type TokenizerFiles, tokenizerOf } from '../tokenizer/tokenizer.js';
import { utf8Encode } from '../tokenizer/utf8.js';
import { decoderGraph } from './decoder-graph.js';
import { tokenizerFiles } from './tokenizer-files.js';

/**
 * A folder that `pipeline('text-generation')` of transformers.js loads, in Node and in browsers: the network as ONNX, float32, its
 * shape, its tokenizer, and a README.md that says how. Equal models, equal bytes.
 *
 * @throws RangeError where weights and shape do not belong together, the tokenizer has tokens that the model does not know, or the
 * model is too large for one file
 */
export function onnxFolder(model: LanguageModel, tokenizer: TokenizerFiles): Record<string, Uint8Array> {
  const { config } = model;
  const { vocabulary } = tokenizerOf(tokenizer);
  if (vocabulary > config.vocabulary) {
    throw new RangeError(`expected a tokenizer of at most ${config.vocabulary} tokens, the model's, found ${vocabulary}`);
  }
  return {
    'README.md': utf8Encode(readme(config)),
    [CONFIG_FILE]: utf8Encode(configText(config)),
    'generation_config.json': utf8Encode(json(generationConfig(config))),
    ...tokenizerFiles(tokenizer, config.positions),
    'onnx/model.onnx': onnxBytes(decoderGraph(model)),
  };
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** Browsers look for a quantized file unless they are told that there is none. */
function configText(config: TransformerConfig): string {
  return json({ ...(JSON.parse(writeConfig(config)) as object), 'transformers.js_config': { dtype: 'fp32' } });
}

const generationConfig = ({ beginToken, endToken, padToken }: TransformerConfig) => ({
  bos_token_id: beginToken ?? endToken,
  do_sample: false,
  eos_token_id: endToken,
  pad_token_id: padToken ?? endToken,
});

/** New tokens of the example, so that something of the prompt fits in front of them. */
const most = ({ positions }: TransformerConfig) => Math.max(1, Math.min(64, Math.floor(positions / 2)));

const readme = (config: TransformerConfig) => `# A language model in ONNX

${config.family === 'opt' ? 'OPT' : 'GPT-2'}: ${config.layers} layers, width ${config.width}, ${config.heads} heads, ${config.vocabulary} tokens. In Node or in a browser, with [transformers.js](https://www.npmjs.com/package/@huggingface/transformers):

\`\`\`js
import { env, pipeline } from '@huggingface/transformers';

env.localModelPath = '.'; // where this folder lies; a page must serve it there, and set env.allowLocalModels = true
const generator = await pipeline('text-generation', 'this-folder', { local_files_only: true });
const [{ generated_text }] = await generator('A text to go on from', { max_new_tokens: ${most(config)} });
\`\`\`

A prompt and its new tokens (\`max_new_tokens\`, 256 unless said otherwise) must fit the model's ${config.positions} positions.
`;
