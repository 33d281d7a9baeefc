import { backend_util, slice_util, util } from '@tensorflow/tfjs';
import { int, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { scalarOf } from './constants.js';
import { reshape } from './shapes.js';

/** Before the first element, for a cut that runs backwards: ONNX reads -1 as the last. */
const BEFORE_FIRST = -0x7fffffff;

function slice(x: Value, begin: readonly number[], size: readonly number[], { emit, integers }: Recorder): Value {
  if (size.every((side, i) => side === x.shape[i])) return x;
  const end = begin.map((first, i) => first + size[i]);
  return emit('Slice', [x, integers(begin), integers(end)], { shape: size, type: x.type });
}

/** `size` places of one axis from `begin`. */
export function cut(x: Value, axis: number, begin: number, size: number, { emit, integers }: Recorder): Value {
  if (begin === 0 && size === x.shape[axis]) return x;
  const shape = x.shape.with(axis, size);
  return emit('Slice', [x, integers([begin]), integers([begin + size]), integers([axis])], { shape, type: x.type });
}

export function registerSlices(): void {
  registerKernel('Slice', ({ x }, { begin, size }, recorder) => {
    const whole = { shape: [...x.shape], rank: x.shape.length } as never;
    const [from, count] = slice_util.parseSliceParams(whole, begin, size);
    slice_util.assertParamsValid(whole, from, count);
    return slice(x, from, count, recorder);
  });
  registerKernel('StridedSlice', ({ x }, attributes, recorder) => {
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
    const masks = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
    const info = slice_util.sliceInfo([...x.shape], begin, end, strides, ...masks);
    const shape = slice_util.computeOutShape(info.begin, info.end, info.strides);
    const past = info.begin.map((first, i) => first + shape[i] * info.strides[i]);
    const { emit, integers } = recorder;
    const axes = integers(shape.map((_, i) => i));
    const ends = integers(past.map((last) => (last < 0 ? BEFORE_FIRST : last)));
    const part = emit('Slice', [x, integers(info.begin), ends, axes, integers(info.strides)], { shape, type: x.type });
    return reshape(part, info.finalShape, recorder);
  });
  registerKernel('Reverse', ({ x }, { dims }, { emit, integers }) => {
    const axes = util.parseAxisParam(dims, [...x.shape]);
    if (axes.length === 0) return x;
    const all = (value: number) => integers(axes.map(() => value));
    return emit('Slice', [x, all(-1), all(BEFORE_FIRST), integers(axes), all(-1)], x);
  });
  registerKernel('SplitV', ({ x }, { numOrSizeSplits, axis }, { builder, integers }) => {
    const [at] = util.parseAxisParam(axis, [...x.shape]);
    const sizes = backend_util.prepareSplitSize({ shape: [...x.shape] } as never, numOrSizeSplits, at);
    const outputs = sizes.map((size) => ({ shape: x.shape.with(at, size), type: x.type }));
    return builder.emitMany('Split', [x, integers(sizes)], outputs, { axis: int(at) });
  });
  registerKernel('Unpack', ({ value }, { axis }, recorder) => {
    const at = axis < 0 ? axis + value.shape.length : axis;
    const count = value.shape[at];
    const outputs = Array.from({ length: count }, () => ({ shape: value.shape.with(at, 1), type: value.type }));
    const sizes = recorder.integers(Array<number>(count).fill(1));
    const parts = recorder.builder.emitMany('Split', [value, sizes], outputs, { axis: int(at) });
    return parts.map((part) => reshape(part, value.shape.toSpliced(at, 1), recorder));
  });
  registerKernel('PadV2', ({ x }, { paddings, constantValue }, recorder) => {
    const pairs = paddings as [number, number][];
    const shape = x.shape.map((side, i) => side + pairs[i][0] + pairs[i][1]);
    const amounts = recorder.integers([...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)]);
    return recorder.emit('Pad', [x, amounts, scalarOf(constantValue, x.type, recorder)], { shape, type: x.type });
  });
}
