export type { PointSet, SufficientStatistics } from './data.js';
export { gaussian } from './gaussian.js';
export type { GaussianData } from './model/create.js';
export type { GaussianOptions } from './options.js';
export type { GaussianComponent, GaussianParams, GaussianTruth } from './params.js';
