import type { backend_util } from '@tensorflow/tfjs';

/** How windows slide along one axis: output `o` and tap `k` meet at input `o * stride + k * dilation - before`. */
export interface WindowAxis {
  readonly inputs: number;
  readonly outputs: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros before the first input. */
  readonly before: number;
}

/** Windows over images of `channels` channels, row-major: positions and taps are counted row by row. */
export interface Windows {
  readonly rows: WindowAxis;
  readonly columns: WindowAxis;
}

/** The windows of a convolution or pooling that TensorFlow.js has worked out. */
export function windowsOf(info: backend_util.Conv2DInfo): Windows {
  if (info.dataFormat !== 'channelsLast') throw new RangeError('expected images as NHWC, found NCHW: transpose them');
  return {
    rows: {
      inputs: info.inHeight,
      outputs: info.outHeight,
      taps: info.filterHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      before: info.padInfo.top,
    },
    columns: {
      inputs: info.inWidth,
      outputs: info.outWidth,
      taps: info.filterWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      before: info.padInfo.left,
    },
  };
}

export const inputsOf = ({ rows, columns }: Windows): number => rows.inputs * columns.inputs;
export const outputsOf = ({ rows, columns }: Windows): number => rows.outputs * columns.outputs;
export const tapsOf = ({ rows, columns }: Windows): number => rows.taps * columns.taps;

/** Zeros after the last input that the last window reaches over. */
export function after({ inputs, outputs, taps, stride, dilation, before }: WindowAxis): number {
  return Math.max(0, (outputs - 1) * stride + (taps - 1) * dilation + 1 - before - inputs);
}

/** The output whose tap `k` lies on an input, both of one phase; undefined where there is none. */
function outputOver({ outputs, stride, dilation, before }: WindowAxis, input: number, k: number): number | undefined {
  const from = input + before - k * dilation;
  return from >= 0 && from / stride < outputs ? from / stride : undefined;
}

/** Inputs of one axis that the same taps reach: those of equal remainder by the stride. */
interface Phase {
  readonly inputs: readonly number[];
  readonly taps: readonly number[];
}

function phases({ inputs, taps, stride, dilation, before }: WindowAxis): Phase[] {
  const places = Array.from({ length: inputs }, (_, i) => i);
  const kernel = Array.from({ length: taps }, (_, k) => k);
  return Array.from({ length: stride }, (_, rest) => ({
    inputs: places.filter((i) => (i + before) % stride === rest),
    taps: kernel.filter((k) => (k * dilation) % stride === rest),
  }));
}

/** Inputs that the same taps reach, with where the outputs over them are. */
export interface ReachedInputs {
  readonly inputs: readonly number[];
  readonly taps: readonly number[];
  /** For each input, for each tap: the output whose tap lies there, or the number of outputs where there is none. */
  readonly outputs: readonly number[];
}

/** Every input that some tap can reach, grouped by the taps that reach it: stride x stride groups, fewer when taps are few. */
export function reachedInputs({ rows, columns }: Windows): ReachedInputs[] {
  const none = rows.outputs * columns.outputs;
  const groups: ReachedInputs[] = [];
  for (const y of phases(rows)) {
    for (const x of phases(columns)) {
      const pairs = <T>(a: readonly T[], b: readonly T[]) => a.flatMap((first) => b.map((second) => [first, second] as const));
      const taps = pairs(y.taps, x.taps);
      const inputs = pairs(y.inputs, x.inputs);
      if (taps.length === 0 || inputs.length === 0) continue;
      groups.push({
        inputs: inputs.map(([i, j]) => i * columns.inputs + j),
        taps: taps.map(([k, l]) => k * columns.taps + l),
        outputs: inputs.flatMap(([i, j]) =>
          taps.map(([k, l]) => {
            const row = outputOver(rows, i, k);
            const column = outputOver(columns, j, l);
            return row === undefined || column === undefined ? none : row * columns.outputs + column;
          }),
        ),
      });
    }
  }
  return groups;
}

/**
 * For each input the (output, tap) pairs that meet there, as `output * taps + tap`, dealt into layers of one pair an input;
 * `outputs * taps` where an input has no further pair. At least one layer.
 */
export function meetings(windows: Windows): Int32Array[] {
  const taps = tapsOf(windows);
  const none = outputsOf(windows) * taps;
  const layers: Int32Array[] = [new Int32Array(inputsOf(windows)).fill(none)];
  const met = new Int32Array(inputsOf(windows));
  for (const group of reachedInputs(windows)) {
    group.inputs.forEach((input, i) => {
      group.taps.forEach((tap, k) => {
        const output = group.outputs[i * group.taps.length + k];
        if (output * taps >= none) return;
        const layer = met[input]++;
        if (layer === layers.length) layers.push(new Int32Array(inputsOf(windows)).fill(none));
        layers[layer][input] = output * taps + tap;
      });
    });
  }
  return layers;
}
