import type { Family, TransformerConfig } from './config.js';

/** Rows of the position embedding before that of the first place. */
export const POSITIONS_BEFORE: Readonly<Record<Family, number>> = { opt: 2, gpt2: 0 };

/** Names of a block's maps and norms, each to be followed by `.weight` or `.bias`. */
export interface LayerNames {
  /** Of queries, keys and values: one map each in OPT, one for all in GPT-2. */
  readonly qkv: readonly string[];
  readonly out: string;
  /** Of attention. */
  readonly norm1: string;
  readonly up: string;
  readonly down: string;
  /** Of the two dense layers. */
  readonly norm2: string;
}

export interface Names {
  /** Embedding of tokens, and the logits' matrix. */
  readonly tokens: string;
  readonly positions: string;
  /** To be followed by `.weight` or `.bias`. */
  readonly finalNorm: string;
  layer(index: number): LayerNames;
}

const opt: Names = {
  tokens: 'model.decoder.embed_tokens.weight',
  positions: 'model.decoder.embed_positions.weight',
  finalNorm: 'model.decoder.final_layer_norm',
  layer(index) {
    const block = `model.decoder.layers.${index}`;
    return {
      qkv: ['q', 'k', 'v'].map((part) => `${block}.self_attn.${part}_proj`),
      out: `${block}.self_attn.out_proj`,
      norm1: `${block}.self_attn_layer_norm`,
      up: `${block}.fc1`,
      down: `${block}.fc2`,
      norm2: `${block}.final_layer_norm`,
    };
  },
};

const gpt2: Names = {
  tokens: 'transformer.wte.weight',
  positions: 'transformer.wpe.weight',
  finalNorm: 'transformer.ln_f',
  layer(index) {
    const block = `transformer.h.${index}`;
    return {
      qkv: [`${block}.attn.c_attn`],
      out: `${block}.attn.c_proj`,
      norm1: `${block}.ln_1`,
      up: `${block}.mlp.c_fc`,
      down: `${block}.mlp.c_proj`,
      norm2: `${block}.ln_2`,
    };
  },
};

const names: Readonly<Record<Family, Names>> = { opt, gpt2 };

/** What Hugging Face calls the parameters of a family. */
export const namesOf = ({ family }: Pick<TransformerConfig, 'family'>): Names => names[family];
