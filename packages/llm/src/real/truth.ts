import type { CorpusOptions, LlmOptions } from '../options.js';

/** What metrics are held against: plain data that name what `llm.load` has loaded. */
export interface LlmTruth {
  readonly corpus: CorpusOptions;
  readonly blockLength: number;
  readonly evaluationBlocks: number;
  /** Whose tokens the text is in: `own`, or a folder of the hub with its revision. */
  readonly tokenizer: string;
}

export function truthOf({ corpus, base, blockLength, evaluationBlocks }: LlmOptions): LlmTruth {
  const tokenizer = base.kind === 'hub' ? `${base.repo}@${base.revision}` : 'own';
  return { corpus, blockLength, evaluationBlocks, tokenizer };
}
