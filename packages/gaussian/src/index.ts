export type { SufficientStatistics } from './data.js';
export { gaussian } from './gaussian.js';
export type { GaussianData } from './model/create.js';
export type { GaussianOptions } from './options.js';
export type { GaussianParams } from './params.js';
