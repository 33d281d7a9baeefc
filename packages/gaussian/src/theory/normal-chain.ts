import { walk } from '@collapse-bench/core';
import { scaleMoments } from './scale-moments.js';

/**
 * Joint moments of a fitted one-dimensional normal in units of the real one: x = (m - mu_0)/sigma_0, u = s/sigma_0 - 1.
 * Odd moments of x vanish.
 */
export interface NormalMoments {
  /**
   * E[x^a u^b].
   *
   * @throws RangeError where a + b is beyond the degree that was asked for
   */
  moment(a: number, b: number): number;
}

/**
 * Joint moments by the number of generations of replacement: m' = m + s Z sqrt(lambda/M), s' = s sqrt(lambda) U with Z standard
 * normal and U^2 = chi^2_{M-1}/(M - ddof) independent of it. The moments up to a degree obey a closed linear recursion,
 * kept in u instead of s because at large M everything of interest is a small difference from sigma_0.
 *
 * @param sizes M_i, the size of the data set that fit i + 1 sees
 * @param bias lambda on the covariance when a model is sampled; the first fit sees real data
 * @param degree at most 8
 */
export function replaceMoments(
  sizes: (index: number) => number,
  ddof: 0 | 1,
  bias: number,
  degree: number,
): (fits: number) => NormalMoments {
  const index = (a: number, b: number) => {
    const row = a / 2;
    return row * (degree + 1) - row * (row - 1) + b;
  };
  const count = index(degree - (degree % 2), degree % 2) + 1;
  const real = new Float64Array(count);
  real[0] = 1;
  let map: Float64Array | undefined;
  let builtFor = [Number.NaN, Number.NaN];
  const afterFit = (moments: Float64Array, fit: number): Float64Array => {
    const samples = sizes(fit - 1);
    const factor = fit === 1 ? 1 : bias;
    if (map === undefined || builtFor[0] !== samples || builtFor[1] !== factor) {
      map = transition(samples, ddof, factor, degree, index, count);
      builtFor = [samples, factor];
    }
    const next = new Float64Array(count);
    for (let to = 0; to < count; to++) {
      let sum = 0;
      for (let from = 0; from < count; from++) sum += map[to * count + from] * moments[from];
      next[to] = sum;
    }
    return next;
  };
  const states = walk(afterFit(real, 1), (moments, fit) => afterFit(moments, fit + 1));
  return (fits) => {
    const moments = states(fits);
    const moment = (a: number, b: number) => {
      if (a + b > degree) throw new RangeError(`moment: expected a + b <= ${degree}, found ${a} + ${b}`);
      return a % 2 === 0 ? moments[index(a, b)] : 0;
    };
    return { moment };
  };
}

/** E[Z^j] for even j. */
const NORMAL_MOMENTS = [1, 0, 1, 0, 3, 0, 15, 0, 105];

/**
 * x' = x + (1 + u) g Z and u' = u + (1 + u) W, with g^2 = lambda/M and W = sqrt(lambda) U - 1, expanded:
 * E[x'^a u'^b] = sum C(a,j) g^j E[Z^j] C(b,i) E[W^i] C(i+j,l) E[x^(a-j) u^(b-i+l)].
 */
function transition(
  samples: number,
  ddof: 0 | 1,
  bias: number,
  degree: number,
  index: (a: number, b: number) => number,
  count: number,
): Float64Array {
  const scale = scaleMoments(samples, ddof, bias, degree);
  const map = new Float64Array(count * count);
  for (let a = 0; a <= degree; a += 2) {
    for (let b = 0; a + b <= degree; b++) {
      const row = index(a, b) * count;
      let step = 1;
      for (let j = 0; j <= a; j += 2) {
        const drift = binomialCoefficient(a, j) * step * NORMAL_MOMENTS[j];
        for (let i = 0; i <= b; i++) {
          const weight = drift * binomialCoefficient(b, i) * scale[i];
          for (let l = 0; l <= i + j; l++) {
            map[row + index(a - j, b - i + l)] += weight * binomialCoefficient(i + j, l);
          }
        }
        step *= bias / samples;
      }
    }
  }
  return map;
}

function binomialCoefficient(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}
