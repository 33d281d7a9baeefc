import { registerActivations } from './activations.js';
import { registerArithmetic } from './arithmetic.js';
import { registerCast } from './cast.js';
import { registerComparisons } from './comparisons.js';
import { registerConstants } from './constants.js';
import { registerConv2D } from './conv2d.js';
import { registerCumulative } from './cumulative.js';
import { registerElementwise } from './elementwise.js';
import { registerGather } from './gather.js';
import { registerMatMul } from './mat-mul.js';
import { registerNormalization } from './normalization.js';
import { registerReductions } from './reductions.js';
import { registerScatter } from './scatter.js';
import { registerSegmentSums } from './segment-sums.js';
import { registerShapes } from './shapes.js';
import { registerSlices } from './slices.js';

let registered = false;

/** Registers every kernel of the recording backend, once a process. */
export function registerKernels(): void {
  if (registered) return;
  registerActivations();
  registerArithmetic();
  registerCast();
  registerComparisons();
  registerConstants();
  registerConv2D();
  registerCumulative();
  registerElementwise();
  registerGather();
  registerMatMul();
  registerNormalization();
  registerReductions();
  registerScatter();
  registerSegmentSums();
  registerShapes();
  registerSlices();
  registered = true;
}
