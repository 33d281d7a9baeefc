/**
 * P(Bin(n, p) = x) for x = 0..n, from the binomial coefficients themselves: accurate to about n ulps. Terms below 1e-250
 * may lose digits, or come out as 0, where a power underflows.
 *
 * @param n 0..1000, so that no coefficient overflows
 * @throws RangeError for n outside that range
 */
export function binomialProbabilities(n: number, p: number): Float64Array {
  if (!Number.isInteger(n) || n < 0 || n > 1000) {
    throw new RangeError(`binomialProbabilities: expected an integer n in 0..1000, found ${n}`);
  }
  const row = new Float64Array(n + 1);
  let power = 1;
  let coefficient = 1;
  for (let x = 0; x <= n; x++) {
    row[x] = coefficient * power;
    power *= p;
    coefficient = (coefficient * (n - x)) / (x + 1);
  }
  power = 1;
  for (let x = n; x >= 0; x--) {
    row[x] *= power;
    power *= 1 - p;
  }
  return row;
}
