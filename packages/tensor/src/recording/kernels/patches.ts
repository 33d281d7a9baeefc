import { int, type Value } from '../../graph/graph.js';
import type { Recorder } from '../kernel.js';
import { reshape } from './shapes.js';
import { after, meetings, outputsOf, tapsOf, type Windows } from './windows.js';

/** A constant that says which rows to gather. */
export function placesOf(rows: ArrayLike<number>, { builder }: Recorder, type: 'int32' | 'int64' = 'int32'): Value {
  const data = type === 'int32' ? Int32Array.from(rows) : BigInt64Array.from(Array.from(rows), BigInt);
  return builder.constant(data, [rows.length], type);
}

/** Rows of the middle axis of [images, rows, width], chosen for every image alike. */
export function gatherRows(x: Value, places: Value, { emit }: Recorder): Value {
  return emit('Gather', [x, places], { shape: [x.shape[0], places.shape[0], x.shape[2]], type: x.type }, { axis: int(1) });
}

/** [images, rows, width] with a row of zeros after the last. */
export function withZeroRow(x: Value, { emit, integers }: Recorder): Value {
  const [images, rows, width] = x.shape;
  return emit('Pad', [x, integers([0, 0, 0, 0, 1, 0])], { shape: [images, rows + 1, width], type: x.type });
}

export interface PatchOptions {
  /** What is outside of the images; absent: 0. */
  readonly border?: number;
  /**
   * Type of the constant that says which pixels. It decides nothing but whether two equal matrices of patches stay two: merged,
   * one many times the size of the images would be kept from the forward pass until the gradient.
   */
  readonly placesType?: 'int32' | 'int64';
}

/** Makes the function that lays out the pixels under each window: NHWC images to [images * outputs, taps * channels]. */
export function patchesUnder(
  windows: Windows,
  recorder: Recorder,
  { border, placesType }: PatchOptions = {},
): (x: Value) => Value {
  const { rows, columns } = windows;
  const shapeOf = ([images, , , channels]: readonly number[]) => [images * outputsOf(windows), tapsOf(windows) * channels];
  const [top, left, bottom] = [rows.before, columns.before, after(rows)];
  const single = [rows, columns].every(({ taps, stride, inputs, outputs }) => taps === 1 && stride === 1 && inputs === outputs);
  if (single && top === 0 && left === 0) return (x) => reshape(x, shapeOf(x.shape), recorder);

  // As many neighbours at a time as all windows allow: few long copies in place of many short ones.
  const together = columns.dilation === 1 ? greatestCommonDivisor(columns.taps, columns.stride) : 1;
  const width = Math.ceil((left + columns.inputs + after(columns)) / together) * together;
  const height = top + rows.inputs + bottom;
  const frame = [0, top, left, 0, 0, bottom, width - left - columns.inputs, 0];
  const places = placesOf(placesUnder(windows, width, together), recorder, placesType);
  return (x) => {
    const [images, , , channels] = x.shape;
    const framed = pad(x, frame, [images, height, width, channels], border, recorder);
    const runs = reshape(framed, [images, (height * width) / together, together * channels], recorder);
    return reshape(gatherRows(runs, places, recorder), shapeOf(x.shape), recorder);
  };
}

/** Places of the pixels under each window among rows of `width`, `together` at a time. */
function placesUnder({ rows, columns }: Windows, width: number, together: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < rows.outputs; i++) {
    for (let j = 0; j < columns.outputs; j++) {
      for (let k = 0; k < rows.taps; k++) {
        const row = (i * rows.stride + k * rows.dilation) * width;
        for (let l = 0; l < columns.taps; l += together) {
          places.push((row + j * columns.stride + l * columns.dilation) / together);
        }
      }
    }
  }
  return places;
}

/** Makes the transpose of `patchesUnder`: it adds what the windows have for each pixel. */
export function overlapAdd(windows: Windows, channels: number, recorder: Recorder): (x: Value) => Value {
  const layers = meetings(windows).map((places) => placesOf(places, recorder));
  return (x) => {
    const images = x.shape[0] / outputsOf(windows);
    const pixels = reshape(x, [images, outputsOf(windows) * tapsOf(windows), channels], recorder);
    const source = withZeroRow(pixels, recorder);
    const met = layers.map((places) => gatherRows(source, places, recorder));
    const sum = met.length === 1 ? met[0] : recorder.emit('Sum', met, met[0]);
    return reshape(sum, [images, windows.rows.inputs, windows.columns.inputs, channels], recorder);
  };
}

function pad(
  x: Value,
  pads: readonly number[],
  shape: readonly number[],
  border: number | undefined,
  { emit, integers, scalar }: Recorder,
): Value {
  if (pads.every((side) => side === 0)) return x;
  return emit('Pad', [x, integers(pads), border === undefined ? undefined : scalar(border)], { shape, type: x.type });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
