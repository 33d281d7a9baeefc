/** Points handled at a time: one coordinate of a block stays in the first-level cache. */
const BLOCK = 1024;

export interface MeanAndScatter {
  /** Length d. */
  readonly mean: Float64Array;
  /** d*d: the sum over the points of (x - mean)(x - mean)', not divided by their number; symmetric bit for bit. */
  readonly scatter: Float64Array;
}

/**
 * Mean and scatter matrix of points, at the speed of memory in one dimension.
 *
 * Each block is summed around the mean of the block before it, so nothing large cancels; a block that lies far from that
 * (a trend, an outlier) is summed once more around its own mean. Blocks are combined as by Chan, Golub and LeVeque
 * (1979), and mean shifts are added up relative to the first block's, so an offset of 1e8 standard deviations does no harm.
 *
 * @param points row-major n*d; non-finite ones give non-finite results
 * @throws RangeError when there is no point, or the length is not a multiple of the dimension
 */
export function meanAndScatter(points: Float64Array, dimension: number): MeanAndScatter {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension: expected a positive integer, found ${dimension}`);
  }
  if (points.length === 0 || points.length % dimension !== 0) {
    throw new RangeError(`points: expected a positive multiple of ${dimension} numbers, found ${points.length}`);
  }
  return dimension === 1 ? onLine(points) : inSpace(points, dimension);
}

/** One block's sums around `shift`. */
interface BlockSums {
  shift: number;
  sum: number;
  squares: number;
}

function onLine(points: Float64Array): MeanAndScatter {
  const n = points.length;
  const block: BlockSums = { shift: points[0], sum: 0, squares: 0 };
  let origin = 0;
  // Mean of the points so far minus `origin`, and their scatter.
  let offset = 0;
  let scatter = 0;
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(start + BLOCK, n);
    const count = end - start;
    sumBlock(points, start, end, block);
    if (isFar(block.sum, block.squares, count)) {
      block.shift += block.sum / count;
      sumBlock(points, start, end, block);
    }
    if (start === 0) origin = block.shift;
    const blockOffset = block.shift - origin + block.sum / count;
    const delta = blockOffset - offset;
    offset += (delta * count) / end;
    scatter += block.squares - (block.sum * block.sum) / count + delta * delta * count * (start / end);
    block.shift = origin + blockOffset;
  }
  return { mean: Float64Array.of(origin + offset), scatter: Float64Array.of(Math.max(scatter, 0)) };
}

/** Whether a block's mean is farther from the shift than its standard deviation: more than a bit would cancel. */
function isFar(sum: number, squares: number, count: number): boolean {
  return sum * sum > 0.5 * squares * count;
}

/** Four chains of additions run side by side in the processor; one would wait for each sum. */
function sumBlock(points: Float64Array, start: number, end: number, out: BlockSums): void {
  const shift = out.shift;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let q0 = 0;
  let q1 = 0;
  let q2 = 0;
  let q3 = 0;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const d0 = points[i] - shift;
    const d1 = points[i + 1] - shift;
    const d2 = points[i + 2] - shift;
    const d3 = points[i + 3] - shift;
    s0 += d0;
    q0 += d0 * d0;
    s1 += d1;
    q1 += d1 * d1;
    s2 += d2;
    q2 += d2 * d2;
    s3 += d3;
    q3 += d3 * d3;
  }
  for (; i < end; i++) {
    const d = points[i] - shift;
    s0 += d;
    q0 += d * d;
  }
  out.sum = s0 + s1 + (s2 + s3);
  out.squares = q0 + q1 + (q2 + q3);
}

function inSpace(points: Float64Array, d: number): MeanAndScatter {
  const n = points.length / d;
  const shift = points.slice(0, d);
  const origin = new Float64Array(d);
  const offset = new Float64Array(d);
  const delta = new Float64Array(d);
  const sums = new Float64Array(d);
  const squares = new Float64Array(d);
  const scatter = new Float64Array(d * d);
  // Row i: deviations of coordinate i from the shift, for the points of a block.
  const deviations = new Float64Array(d * BLOCK);
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(start + BLOCK, n);
    const count = end - start;
    for (let i = 0; i < d; i++) {
      sums[i] = deviate(points, start, count, d, i, shift[i], deviations);
      squares[i] = dotRows(deviations, i, i, count);
      if (isFar(sums[i], squares[i], count)) {
        shift[i] += sums[i] / count;
        sums[i] = deviate(points, start, count, d, i, shift[i], deviations);
        squares[i] = dotRows(deviations, i, i, count);
      }
    }
    if (start === 0) origin.set(shift);
    for (let i = 0; i < d; i++) {
      const blockOffset = shift[i] - origin[i] + sums[i] / count;
      delta[i] = blockOffset - offset[i];
      offset[i] += (delta[i] * count) / end;
      shift[i] = origin[i] + blockOffset;
    }
    const between = count * (start / end);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        scatter[i * d + j] +=
          (i === j ? squares[i] : dotRows(deviations, i, j, count)) - (sums[i] * sums[j]) / count + delta[i] * delta[j] * between;
      }
    }
  }
  for (let i = 0; i < d; i++) {
    scatter[i * d + i] = Math.max(scatter[i * d + i], 0);
    for (let j = 0; j < i; j++) scatter[j * d + i] = scatter[i * d + j];
  }
  return { mean: origin.map((value, i) => value + offset[i]), scatter };
}

/** Writes the deviations of `count` points in one coordinate from `shift` side by side; returns their sum. */
function deviate(
  points: Float64Array,
  start: number,
  count: number,
  d: number,
  coordinate: number,
  shift: number,
  deviations: Float64Array,
): number {
  const row = coordinate * BLOCK;
  let even = 0;
  let odd = 0;
  let p = 0;
  let at = start * d + coordinate;
  for (; p + 1 < count; p += 2, at += 2 * d) {
    const first = points[at] - shift;
    const second = points[at + d] - shift;
    deviations[row + p] = first;
    deviations[row + p + 1] = second;
    even += first;
    odd += second;
  }
  if (p < count) {
    deviations[row + p] = points[at] - shift;
    even += deviations[row + p];
  }
  return even + odd;
}

function dotRows(rows: Float64Array, i: number, j: number, count: number): number {
  const a = i * BLOCK;
  const b = j * BLOCK;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let p = 0;
  for (; p + 3 < count; p += 4) {
    s0 += rows[a + p] * rows[b + p];
    s1 += rows[a + p + 1] * rows[b + p + 1];
    s2 += rows[a + p + 2] * rows[b + p + 2];
    s3 += rows[a + p + 3] * rows[b + p + 3];
  }
  for (; p < count; p++) s0 += rows[a + p] * rows[b + p];
  return s0 + s1 + (s2 + s3);
}
