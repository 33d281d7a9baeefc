import type { LanguageModel, TransformerConfig } from '../architecture/config.js';
import type { BaseOptions, LlmOptions } from '../options.js';
import { loadedOnce } from '../real/loaded-once.js';

/** What fits begin with. */
export interface Base {
  readonly config: TransformerConfig;
  /** Absent: drawn anew for every fit. */
  readonly weights?: LanguageModel['weights'];
}

const bases = loadedOnce<Base>('the base model');

type Which = Pick<LlmOptions, 'base' | 'blockLength'>;

const keyOf = ({ base, blockLength }: Which): string => JSON.stringify([base, blockLength]);

export function keepBase(which: Which, make: () => Promise<Base>): Promise<Base> {
  return bases.load(keyOf(which), make);
}

/** @throws Error before it is loaded */
export function baseOf(which: Which): Base {
  return bases.get(keyOf(which));
}

/**
 * The network of a base that is not from the hub. Pretrained ones know the positions of a prompt and what follows it, each as
 * long as a block; those from scratch the positions of one block.
 */
export function configOf(
  { kind, shape }: Exclude<BaseOptions, { kind: 'hub' }>,
  blockLength: number,
  { vocabulary, endToken }: { readonly vocabulary: number; readonly endToken: number },
): TransformerConfig {
  return {
    ...shape,
    vocabulary,
    positions: kind === 'pretrained' ? 2 * blockLength : blockLength,
    activation: shape.family === 'opt' ? 'relu' : 'gelu-tanh',
    normFirst: true,
    dropout: 0,
    endToken,
  };
}
