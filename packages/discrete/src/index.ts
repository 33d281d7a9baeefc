export { type DiscreteData, discrete } from './discrete.js';
export type { DiscreteParams } from './exact-fit.js';
export { type DiscreteOptions, discreteOptions, type RealOptions } from './options.js';
export type { DiscreteTruth } from './real/real-distribution.js';
export type { DiscreteSetting } from './theory/setting.js';
