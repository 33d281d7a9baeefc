export type { LabelledRows } from './data.js';
export { leastSquares } from './model/least-squares.js';
export type { RegressionOptions } from './options.js';
export type { RegressionParams } from './params.js';
export { regression } from './regression.js';
export type { RegressionTruth } from './truth.js';
