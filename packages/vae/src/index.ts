export type { ImagePart, Images, NetworkId } from './images.js';
export type { VaeOptions } from './options.js';
export type { VaeParams } from './params.js';
export { vae } from './vae.js';
