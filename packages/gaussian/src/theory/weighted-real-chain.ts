import { sampleWeights, walk, weightedSynthetic } from '@collapse-bench/core';
import type { GaussianSetting } from './regime.js';

/** Training sets of n real and m synthetic samples, the real ones bearing a share of the weight. */
export interface WeightedChain {
  /** n. */
  readonly real: number;
  /** m >= 1. */
  readonly synthetic: number;
  /** w, strictly between 0 and 1. */
  readonly weight: number;
  /** Whether the real samples are new each generation, or those of model 1 for ever. */
  readonly fresh: boolean;
}

/** E Tr S_k and E |m_k - mu_0|^2. */
export interface WeightedMeans {
  readonly trace: number;
  readonly shift: number;
}

/** The chain behind weighted-real, and behind fixed-real, whose weights are its numbers. */
export function weightedChain({ samples, mitigation }: GaussianSetting): WeightedChain | undefined {
  if (mitigation.id === 'weighted-real') {
    const synthetic = weightedSynthetic(mitigation.ratio as number, samples);
    return { real: samples, synthetic, weight: mitigation.weight as number, fresh: mitigation.real === 'fresh' };
  }
  if (mitigation.id !== 'fixed-real') return undefined;
  const synthetic = Math.round((mitigation.ratio as number) * samples);
  return synthetic < 1 ? undefined : { real: samples, synthetic, weight: samples / (samples + synthetic), fresh: false };
}

/**
 * The means by the number of fits, N = n + m, each real sample counting a = w N/n and each synthetic one b = (1-w) N/m, with
 * V2 = a^2 n + b^2 m:
 *   x' = w y + (1-w)(x + e),  (N - ddof V2/N) S' = a W_real + b W_synthetic + N w (1-w) (y - x - e)(y - x - e)',
 * y the mean of the real samples and e the error of the synthetic ones' mean. Fresh y are independent of x; the mean y of
 * the original data has E x.y = E |y|^2 at every generation, as x' averages y and x.
 */
export function weightedMeans(chain: WeightedChain, ddof: 0 | 1, realTrace: number): (fits: number) => WeightedMeans {
  const { real: n, synthetic: m, weight: w, fresh } = chain;
  const total = n + m;
  const each = sampleWeights(w, n, m);
  const squares = each.real * each.real * n + each.synthetic * each.synthetic * m;
  const divisor = total - (ddof * squares) / total;
  const real = realTrace / n;
  const first: WeightedMeans = { trace: (realTrace * (n - 1)) / (n - ddof), shift: real };
  return walk(first, ({ trace, shift }) => {
    const noise = trace / m;
    const apart = fresh ? real + shift : shift - real;
    const within = each.real * (n - 1) * realTrace + each.synthetic * (m - 1) * trace;
    const along = fresh ? w * w * real : w * w * real + 2 * w * (1 - w) * real;
    return {
      trace: (within + total * w * (1 - w) * (apart + noise)) / divisor,
      shift: along + (1 - w) * (1 - w) * (shift + noise),
    };
  });
}
