import type { OnnxGraph, OnnxPort } from '@collapse-bench/tensor';
import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import { namesOf, POSITIONS_BEFORE } from '../architecture/names.js';
import { parametersOf } from '../architecture/parameters.js';
import { type GraphRecorder, graphRecorder } from './graph-recorder.js';

/** A protobuf message ends at 2^31 bytes; some are left for the graph itself. */
const MOST_WEIGHT_BYTES = 2 ** 31 - 2 ** 24;
const NORM_EPSILON = 1e-5;
/** Added to scores of tokens that are not to be seen. */
const UNSEEN = -1e9;

/**
 * The network as ONNX, with weights and a cache of keys and values, in the layout of Hugging Face's exports that transformers.js
 * and Optimum run. Batch and lengths are open; the first call has a past of 0 tokens.
 *
 * Inputs: `input_ids` int64 [batch_size, sequence_length]; `attention_mask` int64 [batch_size, total_sequence_length], over past
 * and new tokens, 0 where a row is filled up; GPT-2's `position_ids` int64 [batch_size, sequence_length] (OPT's are counted from
 * the mask); for each layer i `past_key_values.i.key` and `.value` float32 [batch_size, heads, past_sequence_length, width / heads].
 * Outputs: `logits` float32 [batch_size, sequence_length, vocabulary]; `present.i.key` and `.value`, of past and new tokens.
 *
 * @throws RangeError where weights and shape do not belong together, or the weights take more than the 2 GB of a file
 */
export function decoderGraph({ config, weights }: LanguageModel): OnnxGraph {
  const recorder = graphRecorder();
  addWeights(recorder, config, weights);
  const { op, vector } = recorder;
  const { width, heads, layers, vocabulary } = config;
  const names = namesOf(config);

  const rowsAndLength = op('Shape', ['input_ids']);
  const past = op('Gather', [op('Shape', [cacheName('past_key_values', 0, 'key')]), recorder.scalar(2, 'int64')]);
  const mask = attentionMask(recorder, rowsAndLength, past);
  const perHead = op('Concat', [rowsAndLength, vector(heads, width / heads)], axis(0));

  const vectors = op('Gather', [names.tokens, 'input_ids']);
  const placed = op('Add', [vectors, op('Gather', [names.positions, places(recorder, config, past)])]);
  let x = op('Reshape', [placed, vector(-1, width)]);
  for (let layer = 0; layer < layers; layer++) x = block(recorder, config, layer, x, perHead, mask);
  if (config.normFirst) x = normed(recorder, x, names.finalNorm);
  const flat = op('Gemm', [x, names.tokens], { transB: { kind: 'int', value: 1 } });
  op('Reshape', [flat, op('Concat', [rowsAndLength, vector(vocabulary)], axis(0))], {}, 'logits');
  return { ...ports(config), constants: recorder.constants, nodes: recorder.nodes };
}

const cacheName = (prefix: 'past_key_values' | 'present', layer: number, part: 'key' | 'value') => `${prefix}.${layer}.${part}`;

const axis = (value: number) => ({ axis: { kind: 'int', value } }) as const;

function ports(config: TransformerConfig): Pick<OnnxGraph, 'inputs' | 'outputs'> {
  const { family, layers, heads, width, vocabulary } = config;
  const port = (name: string, type: 'int64' | 'float32', ...shape: OnnxPort['shape']): OnnxPort => ({ name, type, shape });
  const cache = (prefix: 'past_key_values' | 'present', length: string) =>
    Array.from({ length: layers }, (_, layer) =>
      (['key', 'value'] as const).map((part) =>
        port(cacheName(prefix, layer, part), 'float32', 'batch_size', heads, length, width / heads),
      ),
    ).flat();
  return {
    inputs: [
      port('input_ids', 'int64', 'batch_size', 'sequence_length'),
      port('attention_mask', 'int64', 'batch_size', 'total_sequence_length'),
      ...(family === 'gpt2' ? [port('position_ids', 'int64', 'batch_size', 'sequence_length')] : []),
      ...cache('past_key_values', 'past_sequence_length'),
    ],
    outputs: [
      port('logits', 'float32', 'batch_size', 'sequence_length', vocabulary),
      ...cache('present', 'total_sequence_length'),
    ],
  };
}

function addWeights({ weight }: GraphRecorder, config: TransformerConfig, weights: LanguageModel['weights']): void {
  const parameters = Object.entries(parametersOf(config)).map(([name, { shape }]) => {
    return { name, shape, size: shape.reduce((product, side) => product * side, 1) };
  });
  const bytes = parameters.reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);
  if (bytes > MOST_WEIGHT_BYTES) {
    throw new RangeError(`expected a model of at most ${MOST_WEIGHT_BYTES} bytes, what one ONNX file holds, found ${bytes}`);
  }
  for (const { name, shape, size } of parameters) {
    const found = Object.hasOwn(weights, name) ? weights[name].length : 'none';
    if (found !== size) throw new RangeError(`expected a weight ${name} of ${size} numbers, found ${found}`);
    weight(name, shape, weights[name]);
  }
}

/** 0 where a new token sees a token and `UNSEEN` elsewhere: itself and those before it that the mask has, [batch, 1, new, all]. */
function attentionMask({ op, vector, scalar }: GraphRecorder, rowsAndLength: string, past: string): string {
  const [zero, one] = [scalar(0, 'int64'), scalar(1, 'int64')];
  const end = op('Add', [past, op('Gather', [rowsAndLength, one])]);
  const queries = op('Unsqueeze', [op('Range', [past, end, one]), vector(1)]);
  const earlier = op('LessOrEqual', [op('Range', [zero, end, one]), queries]);
  const there = op('Cast', ['attention_mask'], { to: { kind: 'int', value: BOOL } });
  const seen = op('And', [earlier, op('Unsqueeze', [there, vector(1, 2)])]);
  return op('Where', [seen, scalar(0, 'float32'), scalar(UNSEEN, 'float32')]);
}

/** TensorProto.DataType of ONNX. */
const BOOL = 9;

/** Rows of the position embedding for the new tokens, int64 [batch, new]. As OPT's code has it, tokens that the mask has count. */
function places({ op, vector, scalar }: GraphRecorder, { family }: TransformerConfig, past: string): string {
  if (family === 'gpt2') return 'position_ids';
  const counted = op('Mul', [op('CumSum', ['attention_mask', scalar(1, 'int64')]), 'attention_mask']);
  const first = op('Unsqueeze', [past, vector(0)]);
  const ofNew = op('Slice', [counted, first, vector(Number.MAX_SAFE_INTEGER), vector(1)]);
  return op('Add', [ofNew, scalar(POSITIONS_BEFORE.opt - 1, 'int64')]);
}

/** x float32 [tokens, width]. */
function block(
  recorder: GraphRecorder,
  config: TransformerConfig,
  layer: number,
  x: string,
  perHead: string,
  mask: string,
): string {
  const names = namesOf(config).layer(layer);
  const attention = (input: string) =>
    dense(recorder, config, attended(recorder, config, layer, input, perHead, mask), names.out);
  const feedForward = (input: string) =>
    dense(recorder, config, activated(recorder, config, dense(recorder, config, input, names.up)), names.down);
  const joined = (input: string, part: (x: string) => string, norm: string) =>
    config.normFirst
      ? recorder.op('Add', [input, part(normed(recorder, input, norm))])
      : normed(recorder, recorder.op('Add', [input, part(input)]), norm);
  return joined(joined(x, attention, names.norm1), feedForward, names.norm2);
}

/** Multi-head attention over past and new tokens; keys and values of both are outputs. */
function attended(
  recorder: GraphRecorder,
  config: TransformerConfig,
  layer: number,
  x: string,
  perHead: string,
  mask: string,
): string {
  const { op } = recorder;
  const { width, heads } = config;
  const [q, k, v] = queriesKeysValues(recorder, config, x, namesOf(config).layer(layer).qkv).map((made) =>
    op('Transpose', [op('Reshape', [made, perHead])], permutation(0, 2, 1, 3)),
  );
  const [keys, values] = (['key', 'value'] as const).map((part, i) =>
    op('Concat', [cacheName('past_key_values', layer, part), [k, v][i]], axis(2), cacheName('present', layer, part)),
  );
  const products = op('MatMul', [q, op('Transpose', [keys], permutation(0, 1, 3, 2))]);
  const scores = op('Mul', [products, recorder.scalar(1 / Math.sqrt(width / heads), 'float32')]);
  const shares = op('Softmax', [op('Add', [scores, mask])], axis(-1));
  const mixed = op('Transpose', [op('MatMul', [shares, values])], permutation(0, 2, 1, 3));
  return op('Reshape', [mixed, recorder.vector(-1, width)]);
}

const permutation = (...value: number[]) => ({ perm: { kind: 'ints', value } }) as const;

function queriesKeysValues(
  recorder: GraphRecorder,
  config: TransformerConfig,
  x: string,
  names: readonly string[],
): readonly string[] {
  const made = names.map((name) => dense(recorder, config, x, name));
  if (made.length === 3) return made;
  return recorder.opMany('Split', made, 3, { ...axis(1), num_outputs: { kind: 'int', value: 3 } });
}

/** A linear map and its bias; the weight is [out, in] in OPT, [in, out] in GPT-2. */
function dense({ op }: GraphRecorder, { family }: TransformerConfig, x: string, name: string): string {
  return op('Gemm', [x, `${name}.weight`, `${name}.bias`], { transB: { kind: 'int', value: family === 'opt' ? 1 : 0 } });
}

function normed({ op }: GraphRecorder, x: string, name: string): string {
  const epsilon = { kind: 'float', value: NORM_EPSILON } as const;
  return op('LayerNormalization', [x, `${name}.weight`, `${name}.bias`], { ...axis(-1), epsilon });
}

/** x / 2 (1 + erf(x / sqrt 2)), or with tanh(sqrt(2 / pi) (x + 0.044715 x^3)) in the place of erf (Hendrycks & Gimpel 2016). */
function activated({ op, scalar }: GraphRecorder, { activation }: TransformerConfig, x: string): string {
  if (activation === 'relu') return op('Relu', [x]);
  const times = (input: string, factor: number) => op('Mul', [input, scalar(factor, 'float32')]);
  const cube = () => op('Mul', [op('Mul', [x, x]), x]);
  const risen =
    activation === 'gelu'
      ? op('Erf', [times(x, Math.SQRT1_2)])
      : op('Tanh', [times(op('Add', [x, times(cube(), 0.044715)]), Math.sqrt(2 / Math.PI))]);
  return op('Mul', [times(x, 0.5), op('Add', [risen, scalar(1, 'float32')])]);
}
