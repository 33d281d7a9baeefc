export type { PointSet } from './data.js';
export { type FitOptions, fitMixture } from './fit.js';
export { gmm } from './gmm.js';
export { type GmmOptions, gmmOptions, type RealMixture } from './options.js';
export type { FitDiagnostic, GmmParams, GmmTruth } from './params.js';
