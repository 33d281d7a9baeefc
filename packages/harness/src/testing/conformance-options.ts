import { gaussianScenario } from './scenarios.js';

const gaussian = gaussianScenario().system as Record<string, unknown>;
const plane = [
  [2, 1],
  [1, 2],
];
const humps = {
  kind: 'mixture',
  components: [
    { weight: 0.25, mean: [-2], covariance: [[1]] },
    { weight: 0.75, mean: [2], covariance: [[0.5]] },
  ],
};
const histogram = {
  kind: 'gaussian-mixture-histogram',
  means: [-2, 2],
  variances: [1, 1],
  weights: [0.5, 0.5],
  bins: 12,
  range: [-5, 5],
};
const mixtures = {
  id: 'gmm',
  dimension: 1,
  components: 2,
  covariance: 'full',
  tol: 1e-3,
  maxIterations: 50,
  regCovar: 1e-6,
  initialisation: 'k-means',
  starts: 1,
  real: humps,
};
const regression = {
  id: 'regression',
  dimension: 2,
  noiseVariance: 1,
  design: { kind: 'fixed' },
  estimator: { kind: 'ols' },
  covariance: { kind: 'isotropic' },
};
const ngram = {
  id: 'ngram',
  vocabulary: 30,
  blockLength: 8,
  evaluationBlocks: 4,
  corpus: { kind: 'zipf-markov', words: 50, documents: 20, documentLength: 40 },
};

const vae = {
  id: 'vae',
  network: 'mlp',
  latents: 2,
  pixels: 'grey',
  trainImages: 100,
  epochs: 1,
  batch: 8,
  learningRate: 0.001,
  weightDecay: 0,
  data: 'fixed-set',
  decoding: 'means',
  start: 'fresh',
};

const llm = {
  id: 'llm',
  corpus: { kind: 'state-of-the-union', firstYear: 1989, lastYear: 2000 },
  base: { kind: 'scratch', shape: { family: 'gpt2', layers: 1, width: 8, heads: 2, feedForward: 16 } },
  blockLength: 8,
  fineTuning: {
    epochs: 1,
    batch: 4,
    learningRate: 0.01,
    minimumLearningRate: 0.001,
    weightDecay: 0,
    dropout: 0.1,
    validationBlocks: 4,
  },
  generation: { kind: 'sample', temperature: 1, topK: 0, topP: 1, repetitionPenalty: 1 },
  prompt: { kind: 'beginning', tokens: 2 },
  start: 'previous',
  evaluationBlocks: 4,
};

/** Option sets of each system; a new system adds its own line. */
export const systemOptions: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  gaussian: ['points', 'sufficient-statistics'].flatMap((representation) => [
    { ...gaussian, representation },
    { ...gaussian, representation, ddof: 0, approximation: { kind: 'bounded-noise', magnitude: 0.5 } },
    { ...gaussian, representation, real: humps },
    {
      ...gaussian,
      representation,
      dimension: 2,
      real: { kind: 'normal', mean: [1, -1], covariance: plane },
      approximation: { kind: 'orthogonal-noise', magnitude: 0.5 },
    },
  ]),
  discrete: ['points', 'sufficient-statistics'].flatMap((representation) => [
    { id: 'discrete', representation, real: { kind: 'zipf', states: 20, exponent: 1 } },
    { id: 'discrete', representation, real: { kind: 'probabilities', probabilities: [0.5, 0.25, 0.25, 0] } },
    { id: 'discrete', representation, real: histogram },
  ]),
  gmm: ['full', 'diagonal'].map((covariance) => ({ ...mixtures, covariance })),
  kde: [{ kind: 'fixed', value: 0.5 }, { kind: 'silverman' }, { kind: 'scott' }].map((bandwidth) => ({
    id: 'kde',
    dimension: 1,
    bandwidth,
    real: humps,
  })),
  regression: [
    { ...regression },
    { ...regression, design: { kind: 'fresh' }, covariance: { kind: 'power-law', exponent: 1 } },
    { ...regression, estimator: { kind: 'ridge', lambda: 0.5 } },
  ],
  vae: [vae, { ...vae, decoding: 'draws', pixels: 'binary', start: 'previous' }, { ...vae, data: 'resampled' }],
  llm: [llm, { ...llm, start: 'base', generation: { kind: 'beam', beams: 2, repetitionPenalty: 2 } }],
  ngram: [
    { ...ngram, order: 1, smoothing: { kind: 'add-k', k: 0 } },
    { ...ngram, order: 2, smoothing: { kind: 'add-k', k: 0.1 } },
    { ...ngram, order: 3, smoothing: { kind: 'modified-kneser-ney' } },
  ],
};

/**
 * Systems whose fits and metrics take long: the metrics looked at in every case, under the first options of each mitigation. One case
 * under replace looks at all the others.
 */
export const sweptMetrics: Readonly<Record<string, readonly string[]>> = {
  vae: ['active-latents', 'test-elbo'],
  llm: ['heldout-perplexity', 'self-perplexity'],
};

/** Option sets of each mitigation; a new mitigation adds its own line. */
export const mitigationOptions: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  replace: [{}],
  accumulate: [{ keepReal: true }, { keepReal: false }],
  'accumulate-subsample': [true, false].flatMap((keepReal) => [
    { keepReal, replacement: true },
    { keepReal, replacement: false },
  ]),
  'preserve-real': [
    { fraction: 0.3, redraw: true },
    { fraction: 0.3, redraw: false },
    { fraction: 0, redraw: true },
    { fraction: 1, redraw: true },
  ],
  'fresh-real': [
    { fraction: 0.3, counts: 'fixed' },
    { fraction: 0.3, counts: 'iid' },
    { fraction: 0, counts: 'fixed' },
    { fraction: 1, counts: 'iid' },
  ],
  'fixed-real': [{ ratio: 1 }, { ratio: 0.5 }, { ratio: 2.5 }],
  mixture: [
    { model: 0.5, previous: 0.25, original: 0.25 },
    { model: 0, previous: 1, original: 0 },
    { model: 0.9, previous: 0, original: 0.1 },
  ],
  'grow-samples': [{ schedule: 'linear' }, { schedule: 'superlinear' }, { schedule: 'quadratic' }],
  'weighted-real': [
    { weight: 0.6, ratio: 1, real: 'fresh' },
    { weight: 0.3, ratio: 0.5, real: 'original' },
  ],
  verify: [
    { keepRight: 0.9, keepWrong: 0.2, oversample: 2 },
    { keepRight: 1, keepWrong: 0, oversample: 1 },
  ],
  'select-softmax': [
    { candidates: 3, temperature: 0.5 },
    { candidates: 1, temperature: 1 },
  ],
  'select-argmax': [{ candidates: 3 }, { candidates: 1 }],
  'detect-resample': [
    { power: 2, cap: 3 },
    { power: 0, cap: 1 },
  ],
  'high-surprise': [{ keep: 0.5 }, { keep: 1 }],
  temperature: [{ temperature: 0.8 }, { temperature: 1.25 }],
  'top-p': [{ p: 0.9 }, { p: 1 }],
};

/** Option sets, under replace, of the cases that look at metrics which draw a thousand points for every value. */
export const costlyOptions: readonly Record<string, unknown>[] = [
  { ...mixtures, id: 'gmm', dimension: 2, real: { kind: 'moons', noise: 0.1 } },
  { id: 'kde', dimension: 2, bandwidth: { kind: 'fixed', value: 0.1 }, real: { kind: 'circles', factor: 0.5, noise: 0.05 } },
  { id: 'kde', dimension: 3, bandwidth: { kind: 'scott' }, real: { kind: 'swiss-roll', noise: 0.05 } },
  vae,
  llm,
];
