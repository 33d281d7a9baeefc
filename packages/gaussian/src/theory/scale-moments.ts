import { chiMean } from './chi-mean.js';

/** Above this many degrees of freedom the series below is used; under it cancellation costs fewer digits. */
const SERIES_FROM = 200;

/** Coefficients of E chi_nu / sqrt(nu) in e = 1/nu; dyadic, so sums of them cancel exactly. */
const CHI_MEAN = [1, -1 / 4, 1 / 32, 5 / 128, -21 / 2048, -399 / 8192, 869 / 65536, 39325 / 262144, -334477 / 8388608];

/** Coefficients of (1 + e)^(-1/2) in e; dyadic too. */
const INVERSE_ROOT = [1, -1 / 2, 3 / 8, -5 / 16, 35 / 128, -63 / 256, 231 / 1024, -429 / 2048, 6435 / 32768];

/**
 * Central moments of the step that a standard deviation takes in one generation, E[(sqrt(lambda) U - 1)^i], i = 0..order,
 * where U^2 = chi^2_{M-1} / (M - ddof). They are of order M^(-i/2): from raw moments nothing would be left of them at
 * M = 1e9, so for large M the raw moments are kept as power series in 1/(M - 1), whose leading terms cancel exactly.
 *
 * @param samples M >= 2, or Infinity
 * @param bias lambda, the factor on the covariance when sampling
 * @param order at most 8
 */
export function scaleMoments(samples: number, ddof: 0 | 1, bias: number, order: number): Float64Array {
  const plain = samples - 1 >= SERIES_FROM ? bySeries(samples - 1, ddof, order) : directly(samples, ddof, order);
  if (bias === 1) return plain;
  // sqrt(lambda) U - 1 = sqrt(lambda) (U - 1) + (sqrt(lambda) - 1)
  const root = Math.sqrt(bias);
  const shift = root - 1;
  const out = new Float64Array(order + 1);
  for (let i = 0; i <= order; i++) {
    let choose = 1;
    let scale = 1;
    for (let j = 0; j <= i; j++) {
      out[i] += choose * scale * integerPower(shift, i - j) * plain[j];
      choose = (choose * (i - j)) / (j + 1);
      scale *= root;
    }
  }
  return out;
}

function directly(samples: number, ddof: 0 | 1, order: number): Float64Array {
  const nu = samples - 1;
  const unit = nu / (samples - ddof);
  const raw = new Float64Array(order + 1);
  raw[0] = 1;
  if (order >= 1) raw[1] = chiMean(nu) * Math.sqrt(unit);
  for (let b = 2; b <= order; b++) raw[b] = raw[b - 2] * unit * (1 + (b - 2) / nu);
  return aboutOne(order, (b) => raw[b]);
}

function bySeries(nu: number, ddof: 0 | 1, order: number): Float64Array {
  const terms = CHI_MEAN.length;
  const raw: number[][] = [[1, ...new Array(terms - 1).fill(0)], CHI_MEAN];
  for (let b = 2; b <= order; b++) raw.push(multiply(raw[b - 2], [1, b - 2]));
  if (ddof === 0) {
    let factor = raw[0];
    for (let b = 0; b <= order; b++) {
      raw[b] = multiply(raw[b], factor);
      factor = multiply(factor, INVERSE_ROOT);
    }
  }
  const out = new Float64Array(order + 1);
  for (let coefficient = terms - 1; coefficient >= 0; coefficient--) {
    const central = aboutOne(order, (b) => raw[b][coefficient]);
    for (let i = 0; i <= order; i++) out[i] = out[i] / nu + central[i];
  }
  return out;
}

/** From E[U^b] to E[(U - 1)^i]. */
function aboutOne(order: number, raw: (b: number) => number): Float64Array {
  const out = new Float64Array(order + 1);
  for (let i = 0; i <= order; i++) {
    let choose = 1;
    for (let j = 0; j <= i; j++) {
      out[i] += ((i - j) % 2 === 0 ? choose : -choose) * raw(j);
      choose = (choose * (i - j)) / (j + 1);
    }
  }
  return out;
}

/** Product of two power series, cut at the length of the first. */
function multiply(a: readonly number[], b: readonly number[]): number[] {
  return a.map((_, n) => {
    let sum = 0;
    for (let i = Math.max(0, n - b.length + 1); i <= n; i++) sum += a[i] * b[n - i];
    return sum;
  });
}

function integerPower(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= base;
  return power;
}
