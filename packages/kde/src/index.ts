export type { PointSet } from './data.js';
export { logDensity } from './density/log-density.js';
export { kde } from './kde.js';
export type { Bandwidth, KdeOptions } from './options.js';
export type { KdeParams } from './params.js';
export type { NormalComponent, RealTruth } from './real/truth.js';
