export { type FitOptions, fitMixture } from './fit.js';
export { gmm } from './gmm.js';
export { type GmmOptions, gmmOptions } from './options.js';
export type { FitDiagnostic, GmmParams } from './params.js';
