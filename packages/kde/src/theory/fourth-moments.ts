import type { RealTruth } from '@collapse-bench/core';
import { kernelRule } from '../model/bandwidth.js';
import { isReplaced, type KdeSetting, replacedSize } from './setting.js';

/**
 * Expectations of the products, up to degree 4, of a data set's mean a and central moments c_j (divided by its size) on the
 * line, the real mean being 0.
 */
export interface FourthMoments {
  readonly size: number;
  readonly a2: number;
  readonly c2: number;
  readonly a4: number;
  readonly a2c2: number;
  readonly ac3: number;
  readonly c4: number;
  readonly c2c2: number;
}

/** The same products of the distribution that new points come from: its mean a and its central moments mu_j. */
interface ParentMoments {
  readonly mu2: number;
  readonly a2mu2: number;
  readonly amu3: number;
  readonly mu4: number;
  readonly mu2mu2: number;
  readonly c2mu2: number;
}

/**
 * Fourth moments of the training set of the `fits`-th fit under replace, grow-samples and accumulate: from these come the
 * theoretical deviations of the variance ratio and of the squared shift. Exact for every real distribution with these moments.
 *
 * @returns undefined in more than one dimension and under other mitigations
 */
export function fourthMoments(setting: KdeSetting, fits: number, truth: RealTruth): FourthMoments | undefined {
  const { mitigation, samples, system } = setting;
  if (truth.dimension !== 1) return undefined;
  if (!isReplaced(setting, fits) && mitigation.id !== 'accumulate') return undefined;
  const none: FourthMoments = { size: 0, a2: 0, c2: 0, a4: 0, a2c2: 0, ac3: 0, c4: 0, c2c2: 0 };
  let state = joinDraws(none, realParent(truth), samples);
  for (let fit = 2; fit <= fits; fit++) {
    const { factorSquared, fixedVariance } = kernelRule(system.bandwidth, state.size, 1);
    const growth = factorSquared > 0 ? (factorSquared * state.size) / (state.size - 1) : 0;
    const parent = smoothed(state, growth, fixedVariance);
    const forgets = mitigation.id !== 'accumulate' || (fit === 2 && !mitigation.keepReal);
    // Forgotten points leave the model's mean behind.
    const old = forgets ? { ...state, size: 0 } : state;
    state = joinDraws(old, parent, forgets ? (replacedSize(setting, fit) ?? samples) : samples);
  }
  return state;
}

function realParent({ components, mean }: RealTruth): ParentMoments {
  let mu2 = 0;
  let mu4 = 0;
  for (const component of components) {
    const shift = component.mean[0] - mean[0];
    const squared = shift * shift;
    const variance = component.covariance[0];
    mu2 += component.weight * (squared + variance);
    mu4 += component.weight * (squared * squared + 6 * squared * variance + 3 * variance * variance);
  }
  return { mu2, a2mu2: 0, amu3: 0, mu4, mu2mu2: mu2 * mu2, c2mu2: 0 };
}

/** The estimate of a set with kernels of variance H = growth c2 + fixed: mu2 = c2 + H, mu3 = c3, mu4 = c4 + 6 c2 H + 3 H^2. */
function smoothed({ a2, c2, a2c2, ac3, c4, c2c2 }: FourthMoments, growth: number, fixed: number): ParentMoments {
  const scale = 1 + growth;
  return {
    mu2: scale * c2 + fixed,
    a2mu2: scale * a2c2 + fixed * a2,
    amu3: ac3,
    mu4: c4 + 6 * (growth * c2c2 + fixed * c2) + 3 * (growth * growth * c2c2 + 2 * growth * fixed * c2 + fixed * fixed),
    mu2mu2: scale * scale * c2c2 + 2 * scale * fixed * c2 + fixed * fixed,
    c2mu2: scale * c2c2 + fixed * c2,
  };
}

/**
 * A set joined by n draws from a parent of the same mean. With w = n/(size + n), s_j the mean of the draws' j-th powers around
 * a and p_j = (1 - w) c_j + w s_j: a' = a + p_1, c2' = p2 - p1^2, c3' = p3 - 3 p1 p2 + 2 p1^3 and
 * c4' = p4 - 4 p1 p3 + 6 p1^2 p2 - 3 p1^4.
 */
function joinDraws(old: FourthMoments, parent: ParentMoments, n: number): FourthMoments {
  const { mu2, a2mu2, amu3, mu4, mu2mu2, c2mu2 } = parent;
  const w = n / (old.size + n);
  const kept = 1 - w;
  const w2 = w * w;
  const w3 = w2 * w;
  // E s1^2 s2 and E s1^4 of n independent draws.
  const s1s1s2 = (mu4 + (n - 1) * mu2mu2) / (n * n);
  const s1fourth = (mu4 + 3 * (n - 1) * mu2mu2) / (n * n * n);
  const p1p3 = (w2 * mu4) / n;
  const p1p1p2 = w2 * ((kept * c2mu2) / n + w * s1s1s2);
  const p1fourth = w2 * w2 * s1fourth;
  const p2p2 = kept * kept * old.c2c2 + 2 * w * kept * c2mu2 + w2 * (mu2mu2 + (mu4 - mu2mu2) / n);
  // Of the terms in a times mu3.
  const ac3 = kept * old.ac3 + (w - (3 * w2) / n + (2 * w3) / (n * n)) * amu3;
  const ap1c2 = (w2 / n - w3 / (n * n)) * amu3;
  return {
    size: old.size + n,
    a2: old.a2 + (w2 * mu2) / n,
    c2: kept * old.c2 + (w - w2 / n) * mu2,
    a4: old.a4 + (6 * w2 * a2mu2) / n + (4 * w3 * amu3) / (n * n) + p1fourth,
    a2c2: kept * old.a2c2 + (w - w2 / n) * a2mu2 + 2 * ap1c2 + p1p1p2 - p1fourth,
    ac3: ac3 + p1p3 - 3 * p1p1p2 + 2 * p1fourth,
    c4: kept * old.c4 + w * mu4 - 4 * p1p3 + 6 * p1p1p2 - 3 * p1fourth,
    c2c2: p2p2 - 2 * p1p1p2 + p1fourth,
  };
}
