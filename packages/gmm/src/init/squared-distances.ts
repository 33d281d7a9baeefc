/** Writes |x - c|^2 of `count` points from `start` on to out[row], out[row + 1], ... */
export function squaredDistances(
  points: Float64Array,
  start: number,
  count: number,
  centres: Float64Array,
  centre: number,
  dimension: number,
  out: Float64Array,
  row: number,
): void {
  if (dimension === 1) {
    const c0 = centres[centre];
    for (let i = 0; i < count; i++) {
      const d0 = points[start + i] - c0;
      out[row + i] = d0 * d0;
    }
    return;
  }
  const offset = centre * dimension;
  if (dimension === 2) {
    const c0 = centres[offset];
    const c1 = centres[offset + 1];
    for (let i = 0, at = 2 * start; i < count; i++, at += 2) {
      const d0 = points[at] - c0;
      const d1 = points[at + 1] - c1;
      out[row + i] = d0 * d0 + d1 * d1;
    }
    return;
  }
  for (let i = 0, at = start * dimension; i < count; i++, at += dimension) {
    let sum = 0;
    for (let a = 0; a < dimension; a++) {
      const difference = points[at + a] - centres[offset + a];
      sum += difference * difference;
    }
    out[row + i] = sum;
  }
}
