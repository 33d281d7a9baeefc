import { oncePerSetting, type Prediction } from '@collapse-bench/core';
import { tailWeights } from '../metrics/tail-mass.js';
import type { InnerProductMoments } from './inner-product-moments.js';
import { regimeMoments } from './regimes.js';
import { type DiscreteOracle, type DiscreteSetting, exact, realProbabilities } from './setting.js';

/** E and variance of <p, p> for the current fit p. */
function homozygosity({ vectors, products, covariances }: InnerProductMoments): Prediction {
  return exact(products[vectors * vectors - 1], covariances[covariances.length - 1]);
}

/** E and variance of |p - p0|^2 for the current fit p. */
function squaredError({ vectors: k, products, covariances }: InnerProductMoments): { mean: number; variance: number } {
  const p = k - 1;
  const covariance = (a: number, b: number, c: number, d: number) => covariances[((a * k + b) * k + c) * k + d];
  return {
    mean: products[p * k + p] - 2 * products[p] + products[0],
    variance: covariance(p, p, p, p) - 4 * covariance(p, p, 0, p) + 4 * covariance(0, p, 0, p),
  };
}

/**
 * How far p has drifted: Cov(p) = phi (diag(p0) - p0 p0^T) in every regime, with phi = 0 for p0 itself and 1 after
 * absorption. (Multinomial draws add (1 - phi) times the same matrix over M, and mixing is linear.) Population genetics
 * calls phi the coancestry.
 */
function drift({ vectors, products }: InnerProductMoments): number {
  const real = products[0];
  return (products[vectors * vectors - 1] - real) / (1 - real);
}

const momentsOfAll = oncePerSetting((setting: DiscreteSetting) => regimeMoments(realProbabilities(setting), setting));

/** State 0 against all others: a multinomial stays one when states are merged. */
const firstAgainstRest = oncePerSetting((setting: DiscreteSetting) => {
  const [first] = realProbabilities(setting);
  return regimeMoments(Float64Array.of(first, 1 - first), setting);
});

function oracle(
  id: string,
  summary: string,
  metric: string,
  mitigations: readonly string[] | undefined,
  predict: (moments: InnerProductMoments, probabilities: Float64Array) => Prediction,
  statistic: DiscreteOracle['statistic'] = { kind: 'mean' },
  momentsOf: typeof momentsOfAll = momentsOfAll,
): DiscreteOracle {
  return {
    id,
    summary,
    metric,
    statistic,
    predict: (setting: DiscreteSetting, generation: number) => {
      if (!Number.isFinite(setting.samples)) return undefined;
      if (mitigations !== undefined && !mitigations.includes(setting.mitigation.id)) return undefined;
      const moments = momentsOf(setting)?.(generation);
      return moments === undefined ? undefined : predict(moments, realProbabilities(setting));
    },
  };
}

/** Sum over the states of a fixed weight times p has mean sum w p0 and variance phi Var_p0(w). */
function linearFunctional(moments: InnerProductMoments, probabilities: Float64Array, weights: Float64Array): Prediction {
  let mean = 0;
  let square = 0;
  for (let i = 0; i < weights.length; i++) {
    mean += weights[i] * probabilities[i];
    square += weights[i] * weights[i] * probabilities[i];
  }
  return exact(mean, drift(moments) * (square - mean * mean));
}

export const driftOracles: readonly DiscreteOracle[] = [
  oracle(
    'D1',
    'Replacing loses homozygosity at rate 1/M_i: E(1 - sum p^2) = prod_i (1 - 1/M_i) (1 - sum p0^2). Wright 1931; Seddik et al. 2404.05090.',
    'homozygosity',
    ['replace', 'grow-samples'],
    homozygosity,
  ),
  oracle(
    'D2',
    'Fresh real data bound the homozygosity: the linear recursion whose fixed point is D2, from the first fit on real data.',
    'homozygosity',
    ['fresh-real'],
    homozygosity,
  ),
  oracle(
    'D3',
    'A fixed real set bounds the distance to the truth: E|p - p0|^2 = E|p - p1|^2 + E|p1 - p0|^2, whose first term tends to D3.',
    'squared-error',
    ['fixed-real'],
    (moments) => {
      const { mean, variance } = squaredError(moments);
      return exact(mean, variance);
    },
  ),
  oracle(
    'D6',
    'Homozygosity under every other regime, by the same closed recursion of inner products.',
    'homozygosity',
    ['accumulate', 'accumulate-subsample', 'preserve-real', 'fixed-real', 'mixture', 'weighted-real'],
    homozygosity,
  ),
  oracle(
    'D7',
    'E|p - p0|^2 = E sum p^2 - sum p0^2, for E p = p0 in every regime.',
    'squared-error',
    ['replace', 'grow-samples', 'accumulate', 'accumulate-subsample', 'fresh-real', 'preserve-real', 'mixture', 'weighted-real'],
    (moments) => {
      const { mean, variance } = squaredError(moments);
      return exact(mean, variance);
    },
  ),
  oracle(
    'D8-mean',
    'The mass of a state is a martingale under resampling, and unbiased in every regime: E p_n(0) = p0(0).',
    'first-state-mass',
    undefined,
    (moments, probabilities) => {
      const indicator = new Float64Array(probabilities.length);
      indicator[0] = 1;
      return linearFunctional(moments, probabilities, indicator);
    },
  ),
  oracle(
    'D8-variance',
    'Var p_n(0) = phi p0 (1 - p0); under replace phi = 1 - prod_i (1 - 1/M_i).',
    'first-state-mass',
    undefined,
    (moments) => {
      // Of two states, |p - p0|^2 is twice the squared deviation of either.
      const { mean, variance } = squaredError(moments);
      const prediction = exact(mean / 2, variance / 4);
      // Near absorption a squared deviation hardly varies and its mean is not normal: no z-test then.
      return variance < 0.1 * mean * mean ? { ...prediction, kind: 'asymptotic' } : prediction;
    },
    { kind: 'variance' },
    firstAgainstRest,
  ),
  oracle(
    'D9',
    'The mean tail mass never changes: tails are lost run by run, not on average.',
    'tail-mass',
    undefined,
    (moments, probabilities) => linearFunctional(moments, probabilities, tailWeights(probabilities)),
  ),
];
