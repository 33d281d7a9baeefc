import { util } from '@tensorflow/tfjs';

/** A shape with 1 for each reduced axis (all if left out): how the gradient of a sum broadcasts over what was summed. */
export function keptShape(shape: readonly number[], axes?: readonly number[]): number[] {
  const reduced = util.parseAxisParam((axes ?? shape.map((_, axis) => axis)) as number[], [...shape]);
  return shape.map((side, axis) => (reduced.includes(axis) ? 1 : side));
}
