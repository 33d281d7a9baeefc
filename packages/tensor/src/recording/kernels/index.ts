import { registerElementwise } from './elementwise.js';
import { registerGather } from './gather.js';
import { registerMatMul } from './mat-mul.js';
import { registerReductions } from './reductions.js';
import { registerShapes } from './shapes.js';
import { registerSoftmax } from './softmax.js';

let registered = false;

/** Registers every kernel of the recording backend, once a process. */
export function registerKernels(): void {
  if (registered) return;
  registerElementwise();
  registerReductions();
  registerMatMul();
  registerShapes();
  registerGather();
  registerSoftmax();
  registered = true;
}
