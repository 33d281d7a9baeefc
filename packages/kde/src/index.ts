export { logDensity } from './density/log-density.js';
export { kde } from './kde.js';
export type { Bandwidth, KdeOptions } from './options.js';
export type { KdeParams } from './params.js';
