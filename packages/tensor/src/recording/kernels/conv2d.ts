import { backend_util } from '@tensorflow/tfjs';
import { int, ints, type Value } from '../../graph/graph.js';
import { type Attributes, type Recorder, registerKernel } from '../kernel.js';
import { gatherRows, overlapAdd, patchesUnder, placesOf, withZeroRow } from './patches.js';
import { reshape } from './shapes.js';
import { inputsOf, outputsOf, reachedInputs, tapsOf, type Windows, windowsOf } from './windows.js';

/*
 * Convolutions as matrix products over patches, because ONNX has no operator for the filter's gradient, and because on a
 * processor this is faster than ONNX Runtime's own: its Conv works image by image, and 7 x 7 = 49 outputs fill 64 lanes badly.
 * Milliseconds of processor time at batch 256, a 4 x 4 filter with stride 2 between 14 x 14 x 64 and 7 x 7 x 128, one thread of a
 * Xeon with AVX-512 (onnxruntime-node 1.30, PyTorch 2.15; the least of three rounds, taken in turns):
 *
 *                     here   patches of the whole batch   native, NHWC outside   native, NCHW   PyTorch
 *   y                 28     34                           40 (Conv)              33             20
 *   filter gradient   32     32                           42 (Conv of channels)  33             21
 *   x gradient        34     38                           47 (ConvTranspose)     43             21
 *
 * A whole step of the VAE with these layers (647,081 parameters): 224 here and 214 in PyTorch on 1 thread, 264 and 270 on 2.
 * PyTorch loses in it what it wins above: its convolutions from and to 1 channel take 12 ms forward, these 7.
 *
 * A batch goes in parts whose patches stay in the second-level cache: 1.7 to 3.5 MB are equal, 14 MB make the step 6% slower.
 */

interface Convolution {
  readonly windows: Windows;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly outShape: readonly number[];
}

function convolution(xShape: readonly number[], filterShape: readonly number[], attributes: Attributes): Convolution {
  const { strides, pad, dilations, dimRoundingMode, dataFormat } = attributes;
  const info = backend_util.computeConv2DInfo(
    [...xShape] as [number, number, number, number],
    [...filterShape] as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat ?? 'NHWC'),
  );
  return { windows: windowsOf(info), inChannels: info.inChannels, outChannels: info.outChannels, outShape: info.outShape };
}

/** Bytes of the matrix of patches that one part of a batch may have: what stays in a core's second-level cache. */
const PART_BYTES = 3.5e6;
const MOST_PARTS = 64;

/** Sizes of the parts of a batch, at most one of them smaller than the others. */
function partSizes(images: number, floatsPerImage: number): number[] {
  const most = Math.max(Math.floor(PART_BYTES / 4 / floatsPerImage), Math.ceil(images / MOST_PARTS), 1);
  const size = Math.ceil(images / Math.ceil(images / most));
  return Array.from({ length: Math.ceil(images / size) }, (_, i) => Math.min(size, images - i * size));
}

function parts(x: Value, sizes: readonly number[], { builder, integers }: Recorder): Value[] {
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((size) => ({ shape: x.shape.with(0, size), type: x.type }));
  return builder.emitMany('Split', [x, integers(sizes)], outputs, { axis: int(0) });
}

function joined(values: readonly Value[], { emit }: Recorder): Value {
  if (values.length === 1) return values[0];
  const images = values.reduce((sum, { shape }) => sum + shape[0], 0);
  return emit('Concat', values, { shape: values[0].shape.with(0, images), type: values[0].type }, { axis: int(0) });
}

function product(a: Value, b: Value, transpose: 'none' | 'a' | 'b', { emit }: Recorder): Value {
  const shape = [a.shape[transpose === 'a' ? 1 : 0], b.shape[transpose === 'b' ? 0 : 1]];
  const flags = { transA: int(transpose === 'a' ? 1 : 0), transB: int(transpose === 'b' ? 1 : 0) };
  return emit('Gemm', [a, b], { shape, type: a.type }, flags);
}

/** y = patches(x) . filter, part by part: NHWC images, filters [height, width, in, out]. */
export function conv2d(x: Value, filter: Value, attributes: Attributes, recorder: Recorder): Value {
  const { windows, inChannels, outChannels, outShape } = convolution(x.shape, filter.shape, attributes);
  const width = tapsOf(windows) * inChannels;
  const matrix = reshape(filter, [width, outChannels], recorder);
  const sizes = partSizes(x.shape[0], outputsOf(windows) * width);
  const patches = patchesUnder(windows, recorder);
  const made = parts(x, sizes, recorder).map((part) => {
    const y = product(patches(part), matrix, 'none', recorder);
    return reshape(y, outShape.with(0, part.shape[0]), recorder);
  });
  return joined(made, recorder);
}

/** d loss / d filter = sum over the parts of patches(x)' . dy. */
function filterGradient(x: Value, dy: Value, attributes: Attributes, recorder: Recorder): Value {
  const { filterShape } = attributes;
  const { windows, inChannels, outChannels } = convolution(x.shape, filterShape, attributes);
  const width = tapsOf(windows) * inChannels;
  const sizes = partSizes(x.shape[0], outputsOf(windows) * width);
  // Small patches of the forward pass may serve again; large ones are made anew part by part, near the processor.
  const patches = patchesUnder(windows, recorder, { placesType: sizes.length === 1 ? 'int32' : 'int64' });
  const dys = parts(dy, sizes, recorder);
  const made = parts(x, sizes, recorder).map((part, i) => {
    const rows = reshape(dys[i], [part.shape[0] * outputsOf(windows), outChannels], recorder);
    return product(patches(part), rows, 'a', recorder);
  });
  const sum = made.length === 1 ? made[0] : recorder.emit('Sum', made, made[0]);
  return reshape(sum, filterShape, recorder);
}

/** d loss / d x, which is the transposed convolution of dy. */
function inputGradient(dy: Value, filter: Value, attributes: Attributes, recorder: Recorder): Value {
  const shaped = convolution(attributes.inputShape, filter.shape, attributes);
  return shaped.inChannels * FEW_CHANNELS < shaped.outChannels
    ? byOverlap(dy, filter, shaped, recorder)
    : byPhases(dy, filter, shaped, recorder);
}

/**
 * How many times fewer input channels than output channels make adding overlaps cheaper than collecting outputs: 1 from 64
 * channels 6 ms against 20, 8 from 64 6 against 8, 16 from 64 and 32 from 128 equal, 64 from 128 40 against 34.
 */
const FEW_CHANNELS = 4;

/** Each output's whole share in its window by one product, then the overlaps added. */
function byOverlap(dy: Value, filter: Value, { windows, inChannels, outChannels }: Convolution, recorder: Recorder): Value {
  const width = tapsOf(windows) * inChannels;
  const matrix = reshape(filter, [width, outChannels], recorder);
  const sizes = partSizes(dy.shape[0], outputsOf(windows) * width);
  const add = overlapAdd(windows, inChannels, recorder);
  const made = parts(dy, sizes, recorder).map((part) => {
    const [images] = part.shape;
    const rows = reshape(part, [images * outputsOf(windows), outChannels], recorder);
    return add(product(rows, matrix, 'b', recorder));
  });
  return joined(made, recorder);
}

/** The outputs over each input, times the taps that reach it: a stride of 2 has four kinds of inputs, each with taps of its own. */
function byPhases(dy: Value, filter: Value, { windows, inChannels, outChannels }: Convolution, recorder: Recorder): Value {
  const { emit } = recorder;
  const groups = reachedInputs(windows);
  const taps = tapsOf(windows);
  const turned = emit(
    'Transpose',
    [reshape(filter, [1, taps, inChannels, outChannels], recorder)],
    { shape: [1, taps, outChannels, inChannels], type: filter.type },
    { perm: ints([0, 1, 3, 2]) },
  );
  const byTap = reshape(turned, [1, taps, outChannels * inChannels], recorder);
  const kinds = groups.map((group) => ({
    matrix: reshape(
      gatherRows(byTap, placesOf(group.taps, recorder), recorder),
      [group.taps.length * outChannels, inChannels],
      recorder,
    ),
    inputs: group.inputs.length,
    over: placesOf(group.outputs, recorder),
  }));
  const restore = restoreOrder(
    groups.flatMap(({ inputs }) => inputs),
    inputsOf(windows),
    recorder,
  );
  const sizes = partSizes(dy.shape[0], Math.max(...groups.map(({ outputs }) => outputs.length)) * outChannels);
  const made = parts(dy, sizes, recorder).map((part) => {
    const [images] = part.shape;
    const source = withZeroRow(reshape(part, [images, outputsOf(windows), outChannels], recorder), recorder);
    const found = kinds.map(({ matrix, inputs, over }) => {
      const rows = reshape(gatherRows(source, over, recorder), [images * inputs, matrix.shape[0]], recorder);
      return reshape(product(rows, matrix, 'none', recorder), [images, inputs, inChannels], recorder);
    });
    return restore(found);
  });
  const [images] = dy.shape;
  return reshape(joined(made, recorder), [images, windows.rows.inputs, windows.columns.inputs, inChannels], recorder);
}

/** Makes the function that joins [images, some inputs, channels] and puts inputs in their order, zeros where no tap reached. */
function restoreOrder(listed: readonly number[], inputs: number, recorder: Recorder): (found: readonly Value[]) => Value {
  const order = new Int32Array(inputs).fill(listed.length);
  listed.forEach((input, place) => {
    order[input] = place;
  });
  const ordered = listed.length === inputs && order.every((place, input) => place === input);
  const places = ordered ? undefined : placesOf(order, recorder);
  return (found) => {
    const [images, , channels] = found[0].shape;
    const all = { shape: [images, listed.length, channels], type: found[0].type };
    const joint = found.length === 1 ? found[0] : recorder.emit('Concat', found, all, { axis: int(1) });
    if (places === undefined) return joint;
    return gatherRows(listed.length === inputs ? joint : withZeroRow(joint, recorder), places, recorder);
  };
}

export function registerConv2D(): void {
  registerKernel('Conv2D', ({ x, filter }, attributes, recorder) => conv2d(x, filter, attributes, recorder));
  registerKernel('Conv2DBackpropFilter', ({ x, dy }, attributes, recorder) => filterGradient(x, dy, attributes, recorder));
  registerKernel('Conv2DBackpropInput', ({ dy, filter }, attributes, recorder) =>
    inputGradient(dy, filter, attributes, recorder),
  );
}
