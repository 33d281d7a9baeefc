import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

const smoothing = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('add-k'),
        k: Type.Number({
          minimum: 0,
          maximum: 1000,
          description: 'Added to every count; 0 is maximum likelihood, for order 1 alone.',
        }),
      },
      strict,
    ),
    Type.Object({ kind: Type.Literal('modified-kneser-ney') }, strict),
  ],
  { description: 'What unseen n-grams get.' },
);

const corpus = Type.Union(
  [
    Type.Object(
      {
        kind: Type.Literal('state-of-the-union'),
        firstYear: Type.Integer({ minimum: 1790, maximum: 2021, description: 'First year whose addresses are read.' }),
        lastYear: Type.Integer({ minimum: 1790, maximum: 2021, description: 'Last year whose addresses are read.' }),
      },
      strict,
    ),
    Type.Object(
      {
        kind: Type.Literal('zipf-markov'),
        words: Type.Integer({ minimum: 2, maximum: 1_000_000, description: 'Words of the synthetic chain.' }),
        documents: Type.Integer({
          minimum: 10,
          maximum: 1_000_000,
          description: 'Documents; of every ten eight are trained on.',
        }),
        documentLength: Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'Tokens of each document.' }),
      },
      strict,
    ),
  ],
  { description: 'The text that stands for the truth.' },
);

/** Schema of the options of the `ngram` system, all of them required. */
export const ngramOptions = Type.Object(
  {
    order: Type.Integer({ minimum: 1, maximum: 5, description: 'n: a word depends on the n - 1 before it.' }),
    smoothing,
    vocabulary: Type.Integer({
      minimum: 2,
      maximum: 1_000_000,
      description: 'Most frequent words of the training text that the model knows; all others are <unk>.',
    }),
    blockLength: Type.Integer({ minimum: 1, maximum: 100_000, description: 'Tokens of a sample (the paper: 64).' }),
    evaluationBlocks: Type.Integer({
      minimum: 2,
      maximum: 1_000_000,
      description: 'Blocks that each metric of generated text draws from the model.',
    }),
    corpus,
  },
  strict,
);

export type Smoothing = Static<typeof smoothing>;
export type CorpusOptions = Static<typeof corpus>;
export type NgramOptions = Static<typeof ngramOptions>;
