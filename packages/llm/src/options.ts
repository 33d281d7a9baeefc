import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

const year = (description: string) => Type.Integer({ minimum: 1790, maximum: 2021, description });

const corpus = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('state-of-the-union'),
        firstYear: year('First year whose addresses are the real text.'),
        lastYear: year('Last year whose addresses are the real text.'),
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('wikitext-2') }, strict),
  ],
  { description: 'The text that stands for the truth.' },
);

const shape = Type.Object(
  {
    family: Type.Enum(['opt', 'gpt2'], {
      description: 'opt: ReLU; gpt2: GELU. Both with learned positions, norms first and one matrix for tokens in and out.',
    }),
    layers: Type.Integer({ minimum: 1, maximum: 100, description: 'Blocks of attention and dense layers.' }),
    width: Type.Integer({ minimum: 4, maximum: 10_000, description: 'Numbers that stand for a token.' }),
    heads: Type.Integer({ minimum: 1, maximum: 1000, description: 'Attention heads; they divide the width.' }),
    feedForward: Type.Integer({ minimum: 4, maximum: 40_000, description: 'Width between the two dense layers of a block.' }),
  },
  { ...strict, description: 'Of the network; its vocabulary is the tokenizer committed with this package, 1024 tokens.' },
);

const rate = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const epochs = Type.Integer({ minimum: 1, maximum: 10_000, description: 'Passes over the text.' });
const batch = Type.Integer({ minimum: 1, maximum: 100_000, description: 'Blocks of a step.' });

const pretraining = Type.Object(
  {
    firstYear: year('First year whose addresses are pretrained on.'),
    lastYear: year('Last year whose addresses are pretrained on; none of them is in the corpus.'),
    epochs,
    batch,
    learningRate: rate('Step size of AdamW at the beginning.'),
    minimumLearningRate: rate('Step size that the cosine falls to.'),
    weightDecay: rate('Of AdamW.'),
    seed: Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Of first weights and order; of nothing else.' }),
  },
  { ...strict, description: 'On blocks twice as long as those of the corpus, so that every position is learnt.' },
);

const base = Type.Union(
  [
    Type.Object({ kind: Type.Literal('pretrained'), shape, pretraining }, strict),
    Type.Object({ kind: Type.Literal('scratch'), shape }, strict),
    Type.Object(
      {
        kind: Type.Literal('hub'),
        repo: Type.String({ pattern: '^[\\w.-]+/[\\w.-]+$', description: 'Such as facebook/opt-125m.' }),
        revision: Type.String({ pattern: '^[\\w./-]+$', description: 'Branch, tag or commit, such as refs/pr/35.' }),
        tokenizer: Type.Enum(['tokenizer.json', 'vocab-and-merges'], {
          description: 'Files of the repository that hold its tokenizer (facebook/opt-125m: vocab.json and merges.txt).',
        }),
      },
      strict,
    ),
  ],
  {
    description:
      'pretrained: a network pretrained once a machine; scratch: weights drawn anew; hub: a folder of the Hugging Face hub.',
  },
);

const fineTuning = Type.Object(
  {
    epochs: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Passes over the data in a fit (the paper: 5 or 10).' }),
    batch: Type.Integer({ minimum: 1, maximum: 100_000, description: 'Blocks of a step (the released code: 128).' }),
    learningRate: rate('Step size of AdamW at the beginning (the released code: 0.00002).'),
    minimumLearningRate: rate('Step size that the cosine falls to (the released code: 0.000001).'),
    weightDecay: rate('Of AdamW (the released code: 0.01).'),
    dropout: Type.Number({
      minimum: 0,
      exclusiveMaximum: 1,
      description: 'Probability that a number is dropped in training (the paper: 0.1).',
    }),
    validationBlocks: Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Real blocks of held-back documents by whose loss the best epoch is chosen; 0: the last epoch is taken.',
    }),
  },
  { ...strict, description: 'How a model is fitted to the text of its generation.' },
);

const repetitionPenalty = Type.Number({
  minimum: 1,
  maximum: 100,
  description:
    'Divides positive scores of tokens that have occurred, multiplies negative ones (Keskar et al. 1909.05858); 1: none.',
});

const generation = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('beam'),
        beams: Type.Integer({ minimum: 1, maximum: 100, description: 'Beams (the paper: 5).' }),
        repetitionPenalty,
      },
      strict,
    ),
    Type.Object(
      {
        kind: Type.Literal('sample'),
        temperature: Type.Number({ exclusiveMinimum: 0, maximum: 100, description: 'Each token from p^(1/T).' }),
        topK: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Of the k likeliest tokens; 0: of all.' }),
        topP: Type.Number({
          exclusiveMinimum: 0,
          maximum: 1,
          description: 'Of the fewest tokens with this probability; 1: of all.',
        }),
        repetitionPenalty,
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('greedy'), repetitionPenalty }, strict),
  ],
  { description: 'How text is written.' },
);

const prompt = Type.Union(
  [
    Type.Object({ kind: Type.Literal('block') }, strict),
    Type.Object(
      {
        kind: Type.Literal('beginning'),
        tokens: Type.Integer({ minimum: 1, maximum: 100_000, description: 'Tokens that a block takes from the original one.' }),
      },
      strict,
    ),
  ],
  {
    description:
      'block: a sample is what follows a whole block of the original text (the paper); beginning: it begins as a block of the original text does.',
  },
);

/** Schema of the options of the `llm` system, all of them required. */
export const llmOptions = Type.Object(
  {
    corpus,
    base,
    blockLength: Type.Integer({ minimum: 2, maximum: 10_000, description: 'Tokens of a sample (the paper: 64).' }),
    fineTuning,
    generation,
    prompt,
    start: Type.Enum(['base', 'original', 'previous'], {
      description:
        'Weights a fit begins with: of the base, of the model fitted to real text (the released code), or of the generation before.',
    }),
    evaluationBlocks: Type.Integer({
      minimum: 2,
      maximum: 1_000_000,
      description: 'Blocks that metrics of generated text draw from the model; at most so many held-out blocks are read.',
    }),
  },
  strict,
);

export type CorpusOptions = Static<typeof corpus>;
export type ShapeOptions = Static<typeof shape>;
export type PretrainingOptions = Static<typeof pretraining>;
export type BaseOptions = Static<typeof base>;
export type FineTuningOptions = Static<typeof fineTuning>;
export type GenerationOptions = Static<typeof generation>;
export type PromptOptions = Static<typeof prompt>;
export type LlmOptions = Static<typeof llmOptions>;
