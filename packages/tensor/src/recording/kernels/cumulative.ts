import { int, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { cast } from './cast.js';
import { scalarOf } from './constants.js';
import { cut } from './slices.js';

const positive = (axis: number, { shape }: Value): number => (axis < 0 ? axis + shape.length : axis);

/** Moves everything `by` places along an axis, away from its start (or its end when reversed), and fills with 1. */
function shifted(x: Value, axis: number, by: number, reverse: boolean, recorder: Recorder): Value {
  const side = x.shape[axis];
  const kept = cut(x, axis, reverse ? by : 0, Math.max(side - by, 0), recorder);
  const pads = x.shape.map(() => [0, 0]);
  pads[axis][reverse ? 1 : 0] = Math.min(by, side);
  const amounts = [...pads.map(([before]) => before), ...pads.map(([, after]) => after)];
  return recorder.emit('Pad', [kept, recorder.integers(amounts), scalarOf(1, x.type, recorder)], x);
}

/**
 * ONNX has no cumulative product: log2(n) products of the tensor with itself, moved 1, 2, 4, ... places. The order of the
 * factors differs from one after another, so the last bits may.
 */
function cumulativeProduct(x: Value, axis: number, exclusive: boolean, reverse: boolean, recorder: Recorder): Value {
  let product = exclusive ? shifted(x, axis, 1, reverse, recorder) : x;
  for (let by = 1; by < x.shape[axis]; by *= 2) {
    product = recorder.emit('Mul', [product, shifted(product, axis, by, reverse, recorder)], x);
  }
  return product;
}

export function registerCumulative(): void {
  registerKernel('Cumsum', ({ x }, { axis, exclusive, reverse }, recorder) => {
    const source = x.type === 'bool' ? cast(x, 'int32', recorder) : x;
    const at = recorder.builder.constant(BigInt64Array.of(BigInt(positive(axis, x))), [], 'int64');
    const flags = { exclusive: int(exclusive ? 1 : 0), reverse: int(reverse ? 1 : 0) };
    return recorder.emit('CumSum', [source, at], source, flags);
  });
  registerKernel('Cumprod', ({ x }, { axis, exclusive, reverse }, recorder) => {
    const source = x.type === 'bool' ? cast(x, 'int32', recorder) : x;
    return cumulativeProduct(source, positive(axis, x), exclusive, reverse, recorder);
  });
}
