import type { Case } from '../case.js';
import { convolving } from './convolutions.js';
import { elementwise } from './elementwise.js';
import { gathering } from './gather.js';
import { binary } from './pairs.js';
import { multiplying, normalizing } from './products.js';
import { reducing } from './reductions.js';
import { shaping } from './shapes.js';

/** All cases of the conformance suite, by family. */
export const families: Readonly<Record<string, readonly Case[]>> = {
  'functions of one tensor': elementwise,
  'functions of two tensors': binary,
  'reductions and running sums': reducing,
  'shapes, slices and constants': shaping,
  'gathers, scatters and segment sums': gathering,
  'matrix products': multiplying,
  normalizations: normalizing,
  convolutions: convolving,
};
