/** Which family a decoder-only transformer belongs to: what its parameters are called and how its layers are joined. */
export type Family = 'opt' | 'gpt2';

/** The shape of a decoder-only transformer; input and output embeddings are one matrix. */
export interface TransformerConfig {
  readonly family: Family;
  /** Rows of the embedding. */
  readonly vocabulary: number;
  /** Longest sequence, in tokens; OPT keeps two rows of positions more than that. */
  readonly positions: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Width between the two dense layers of a block. */
  readonly feedForward: number;
  readonly activation: 'relu' | 'gelu' | 'gelu-tanh';
  /** Layer norm before attention and dense layers, and once after the last block; otherwise after each. */
  readonly normFirst: boolean;
  /** Probability that a number is dropped while training, where dropout is on. */
  readonly dropout: number;
  /** Token put in front of every text; absent: none. */
  readonly beginToken?: number;
  /** Token that ends a text. */
  readonly endToken: number;
  /** Token that fills up texts of unequal length; its embedding begins as 0. Absent: none. */
  readonly padToken?: number;
}

/** A language model as plain data: weights by the names and in the layouts of Hugging Face's files. */
export interface LanguageModel {
  readonly config: TransformerConfig;
  readonly weights: Readonly<Record<string, Float32Array>>;
}
