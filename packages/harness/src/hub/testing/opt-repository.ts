/** The shape of the small model; everything else is as in facebook/opt-125m. */
const SIZES = { layers: 2, width: 16, heads: 2, feedForward: 32, positions: 32 } as const;
const SPECIAL = ['<s>', '<pad>', '</s>', '<unk>'];
/** Merged in this order. */
const MERGES = ['t h', 'Ġ th', 'Ġth e', 'a s', 'Ġ w', 'Ġw as', 'i n', 'r e'];

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A tensor by its shape and its i-th number. */
interface Tensor {
  readonly shape: readonly number[];
  readonly at: (i: number) => number;
}

/**
 * Files by name of a repository laid out as facebook/opt-125m is on the hub: its config.json with another shape, vocab.json and
 * merges.txt, and weights in half precision without the `model.` in front of their names, and none for the output. All by formula.
 *
 * @param change of the tensors, by name
 */
export function optRepository(change: (tensors: Record<string, Tensor>) => void = () => {}): Record<string, Uint8Array> {
  const tokens = [...SPECIAL, ...byteSymbols(), ...MERGES.map((pair) => pair.replace(' ', ''))];
  const tensors = weights(tokens.length);
  change(tensors);
  return {
    'config.json': bytesOf(JSON.stringify(config(tokens.length), null, 2)),
    'vocab.json': bytesOf(JSON.stringify(Object.fromEntries(tokens.map((token, id) => [token, id])))),
    'merges.txt': bytesOf(`#version: 0.2\n${MERGES.join('\n')}\n`),
    'model.safetensors': halfSafetensors(tensors),
  };
}

const config = (vocabulary: number) => ({
  _name_or_path: 'opt-125m',
  _remove_final_layer_norm: false,
  activation_dropout: 0,
  activation_function: 'relu',
  architectures: ['OPTForCausalLM'],
  attention_dropout: 0,
  bos_token_id: 2,
  do_layer_norm_before: true,
  dropout: 0.1,
  eos_token_id: 2,
  ffn_dim: SIZES.feedForward,
  hidden_size: SIZES.width,
  init_std: 0.02,
  layerdrop: 0,
  max_position_embeddings: SIZES.positions,
  model_type: 'opt',
  num_attention_heads: SIZES.heads,
  num_hidden_layers: SIZES.layers,
  pad_token_id: 1,
  prefix: '</s>',
  torch_dtype: 'float16',
  transformers_version: '4.21.0.dev0',
  use_cache: true,
  vocab_size: vocabulary,
  word_embed_proj_dim: SIZES.width,
});

/** The characters that stand for the 256 bytes in a byte-level vocabulary: those that show for themselves, the others from 256 on. */
function byteSymbols(): string[] {
  const shows = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(shows(byte) ? byte : next++));
}

function weights(vocabulary: number): Record<string, Tensor> {
  const { width, feedForward, positions } = SIZES;
  const tensors: Record<string, Tensor> = {};
  const map = (name: string, shape: readonly number[]) => {
    const seed = Object.keys(tensors).length;
    tensors[name] = { shape, at: (i) => (((i * 7919 + seed * 104_729) % 1009) - 504) / 4096 };
  };
  const linear = (name: string, from: number, to: number) => {
    map(`${name}.weight`, [to, from]);
    map(`${name}.bias`, [to]);
  };
  const norm = (name: string) => {
    tensors[`${name}.weight`] = { shape: [width], at: () => 1 };
    tensors[`${name}.bias`] = { shape: [width], at: () => 0 };
  };
  map('decoder.embed_tokens.weight', [vocabulary, width]);
  map('decoder.embed_positions.weight', [positions + 2, width]);
  norm('decoder.final_layer_norm');
  for (let layer = 0; layer < SIZES.layers; layer++) {
    const block = `decoder.layers.${layer}`;
    for (const part of ['k', 'v', 'q', 'out']) linear(`${block}.self_attn.${part}_proj`, width, width);
    norm(`${block}.self_attn_layer_norm`);
    linear(`${block}.fc1`, width, feedForward);
    linear(`${block}.fc2`, feedForward, width);
    norm(`${block}.final_layer_norm`);
  }
  return tensors;
}

/** A safetensors file of numbers that half precision holds exactly. */
function halfSafetensors(tensors: Readonly<Record<string, Tensor>>): Uint8Array {
  let end = 0;
  const numbers: number[] = [];
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  for (const [name, { shape, at }] of Object.entries(tensors)) {
    const count = shape.reduce((product, side) => product * side, 1);
    for (let i = 0; i < count; i++) numbers.push(half(at(i)));
    header[name] = { dtype: 'F16', shape, data_offsets: [end, end + 2 * count] };
    end += 2 * count;
  }
  const text = JSON.stringify(header);
  const head = bytesOf(text.padEnd(8 * Math.ceil(text.length / 8)));
  const bytes = new Uint8Array(8 + head.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  for (const [i, bits] of numbers.entries()) view.setUint16(8 + head.length + 2 * i, bits, true);
  return bytes;
}

/** Bits in half precision of a number that it holds exactly and that is 0 or at least 2^-14. */
function half(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0];
  if (value === 0) return 0;
  return ((bits >>> 16) & 0x8000) | ((((bits >>> 23) & 0xff) - 112) << 10) | ((bits >>> 13) & 0x3ff);
}
