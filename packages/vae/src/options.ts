import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

/** Schema of the options of the `vae` system, all of them required. */
export const vaeOptions = Type.Object(
  {
    network: Type.Enum(['mlp', 'conv'], {
      description:
        'mlp: dense, 784-400-latents; conv: the convolutional network of the released code (647,081 parameters at 20 latents).',
    }),
    latents: Type.Integer({ minimum: 1, maximum: 1000, description: 'Dimensions of the latent space (the paper: 20).' }),
    pixels: Type.Enum(['grey', 'binary'], {
      description: 'Real images as published, or each pixel black or white, split in the middle.',
    }),
    trainImages: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      description: 'Images of the training set that real data are drawn from.',
    }),
    epochs: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Passes over the data in a fit (the paper: 30).' }),
    batch: Type.Integer({ minimum: 1, maximum: 60_000, description: 'Images of a step (the paper: 256).' }),
    learningRate: Type.Number({ minimum: 0, maximum: 1, description: 'Step size of Adam (the paper: 0.001).' }),
    weightDecay: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'Times the parameter, added to its gradient (the paper: 0.00001).',
    }),
    data: Type.Enum(['fixed-set', 'resampled'], {
      description:
        'fixed-set: one set of images is drawn from each model; resampled: every minibatch is decoded anew from fresh latents, and its targets are the means of the decoder (the released code).',
    }),
    decoding: Type.Enum(['means', 'draws'], {
      description: "Images of a fixed set: the decoder's means, rounded to bytes, or Bernoulli draws from them.",
    }),
    start: Type.Enum(['fresh', 'previous'], {
      description: 'Parameters a fit begins with: drawn anew, or those of the generation before.',
    }),
  },
  strict,
);

export type VaeOptions = Static<typeof vaeOptions>;
