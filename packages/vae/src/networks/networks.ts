import type { NetworkId } from '../images.js';
import { conv } from './conv.js';
import { mlp } from './mlp.js';
import type { Network } from './network.js';

/** Every network by its name in options. */
export const networks: Readonly<Record<NetworkId, Network>> = { mlp, conv };
