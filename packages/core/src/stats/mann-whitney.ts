import { normalCdf } from './normal-distribution.js';

export interface MannWhitney {
  /** Number of pairs with x > y, pairs with x = y counting one half: from 0 to n1 n2. */
  readonly u: number;
  /** Two-sided. */
  readonly pValue: number;
  readonly method: 'exact' | 'normal';
}

/** Exact probabilities take (n1 n2)^2 additions: a few milliseconds at this product. */
const LARGEST_EXACT_PRODUCT = 2500;

/**
 * Mann-Whitney U test (Mann and Whitney 1947; Wilcoxon's rank-sum test): whether two samples come from one distribution.
 * Exact when no two values are equal and n1 n2 <= 2500 (50 against 50); otherwise by the normal approximation with the
 * correction for ties and for continuity. All values equal: p = 1.
 *
 * @throws RangeError when a sample is empty or holds NaN
 */
export function mannWhitney(x: Float64Array, y: Float64Array): MannWhitney {
  const [n1, n2] = [x.length, y.length];
  if (n1 === 0 || n2 === 0) throw new RangeError(`expected at least one value in each sample, found ${n1} and ${n2}`);
  const { rankSum, ties } = ranks(x, y);
  const u = rankSum - (n1 * (n1 + 1)) / 2;
  const larger = Math.max(u, n1 * n2 - u);
  if (ties === 0 && n1 * n2 <= LARGEST_EXACT_PRODUCT) {
    return { u, pValue: Math.min(1, 2 * upperTail(larger, n1, n2)), method: 'exact' };
  }
  const n = n1 + n2;
  const deviation = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  const z = deviation === 0 ? 0 : (larger - (n1 * n2) / 2 - 0.5) / deviation;
  return { u, pValue: Math.min(1, 2 * normalCdf(-z)), method: 'normal' };
}

/** Sum of the ranks of `x` in both samples (ties get the mean of their ranks), and the sum of t^3 - t over ties of t values. */
function ranks(x: Float64Array, y: Float64Array): { rankSum: number; ties: number } {
  const sortedX = x.slice().sort();
  const all = new Float64Array(x.length + y.length);
  all.set(x);
  all.set(y, x.length);
  all.sort();
  if (Number.isNaN(all[all.length - 1])) throw new RangeError('expected numbers, found NaN');
  let rankSum = 0;
  let ties = 0;
  let atX = 0;
  for (let start = 0, end = 0; start < all.length; start = end) {
    while (end < all.length && all[end] === all[start]) end++;
    const tied = end - start;
    ties += tied * tied * tied - tied;
    // Ranks start + 1 to end.
    const rank = (start + 1 + end) / 2;
    for (; atX < sortedX.length && sortedX[atX] === all[start]; atX++) rankSum += rank;
  }
  return { rankSum, ties };
}

/**
 * P(U >= u) when all orders are equally likely. The number of orders with statistic u obeys f(m, n, u) =
 * f(m - 1, n, u - n) + f(m, n - 1, u): the largest value belongs to the first sample, and beats all n of the second, or to
 * the second. Divided by the number of orders this turns into probabilities, so nothing overflows or cancels.
 */
function upperTail(u: number, n1: number, n2: number): number {
  const [m, n] = [Math.min(n1, n2), Math.max(n1, n2)];
  // rows[i] is the distribution for i against the current j; starts at j = 0, where U = 0.
  const rows = Array.from({ length: m + 1 }, () => new Float64Array(m * n + 1));
  for (const row of rows) row[0] = 1;
  for (let j = 1; j <= n; j++) {
    for (let i = 1; i <= m; i++) {
      const share = i / (i + j);
      const row = rows[i];
      const shorter = rows[i - 1];
      // Here row[v] still belongs to j - 1, and shorter already to j.
      for (let v = 0; v <= i * j; v++) row[v] = (v >= j ? share * shorter[v - j] : 0) + (1 - share) * row[v];
    }
  }
  let tail = 0;
  for (let v = m * n; v >= u; v--) tail += rows[m][v];
  return tail;
}
