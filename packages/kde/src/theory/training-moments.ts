import { drawn, joined, modelVariance, type SetMoments, subset } from './set-moments.js';
import { isReplaced, type KdeSetting, mixtureCounts, replacedSize } from './setting.js';

/** What is carried from one training set to the next. */
interface Chain {
  readonly training: SetMoments;
  /** Everything so far, for subsamples of it. */
  readonly pool: SetMoments;
  /** E a . a_R: of the training set's mean and that of the original data that are kept. */
  readonly withKept: number;
}

/**
 * E |a|^2 and E Tr B of the training set of the `fits`-th fit, exact at every finite generation, for any real distribution
 * with these variances and any dimension: given a model, its draws are independent with its mean and variance, and the
 * model's variance is linear in the spread of its points, so the recursion closes.
 *
 * @param realVariance Tr Sigma_0
 * @returns undefined under mitigations that choose or weight samples
 */
export function trainingMoments(setting: KdeSetting, fits: number, realVariance: number): SetMoments | undefined {
  const original = drawn(setting.samples, realVariance, 0);
  let chain: Chain = { training: original, pool: original, withKept: original.shift };
  for (let fit = 2; fit <= fits; fit++) {
    const next = step(setting, chain, fit, original, realVariance);
    if (next === undefined) return undefined;
    chain = next;
  }
  return chain.training;
}

function step(
  setting: KdeSetting,
  { training, pool, withKept }: Chain,
  fit: number,
  original: SetMoments,
  realVariance: number,
): Chain | undefined {
  const { mitigation, samples } = setting;
  const variance = modelVariance(setting, training);
  const generated = (count: number) => drawn(count, variance, training.shift);
  const real = (count: number) => drawn(count, realVariance, 0);
  const only = (set: SetMoments): Chain => ({ training: set, pool, withKept });
  /** E of the product of a generated mean and one of which the training mean is the expectation, or the other way round. */
  const shared = () => training.shift;

  if (isReplaced(setting, fit)) return only(generated(replacedSize(setting, fit)!));
  switch (mitigation.id) {
    case 'accumulate': {
      if (fit === 2 && !mitigation.keepReal) return only(generated(samples));
      return only(joined([training, generated(samples)], shared));
    }
    case 'accumulate-subsample': {
      const added = generated(samples);
      // Whatever subsample was trained on, its mean is the pool's in expectation.
      const all = fit === 2 && !mitigation.keepReal ? added : joined([pool, added], () => pool.shift);
      return { training: subset(all, samples, mitigation.replacement as boolean), pool: all, withKept };
    }
    case 'fresh-real': {
      const fraction = mitigation.fraction as number;
      if (mitigation.counts === 'iid') return only(mixedOneByOne(samples, fraction, realVariance, variance, training.shift));
      const count = Math.round(fraction * samples);
      return only(joined([real(count), generated(samples - count)].filter(hasPoints), () => 0));
    }
    case 'fixed-real':
      return withReal(original, generated(Math.round((mitigation.ratio as number) * samples)), withKept, original.shift);
    case 'preserve-real': {
      const count = Math.round((mitigation.fraction as number) * samples);
      if (count === 0) return only(generated(samples));
      const kept = real(count);
      // A subset drawn anew has the original mean in expectation, whatever was drawn before.
      return withReal(kept, generated(samples - count), withKept, mitigation.redraw ? original.shift : kept.shift);
    }
    case 'mixture': {
      const counts = mixtureCounts(setting);
      const reused = counts.reused > 0 ? subset(training, counts.reused, false) : undefined;
      const parts = [reused, counts.generated > 0 ? generated(counts.generated) : undefined].filter((part) => part !== undefined);
      const modelled = parts.length > 0 ? joined(parts, shared) : undefined;
      const fresh = counts.real > 0 ? real(counts.real) : undefined;
      return only(
        joined(
          [modelled, fresh].filter((part) => part !== undefined),
          () => 0,
        ),
      );
    }
    default:
      return undefined;
  }
}

function hasPoints({ size }: SetMoments): boolean {
  return size > 0;
}

/**
 * Original data and generated ones.
 *
 * @param withKept E of the product of the last training mean and the kept data's mean
 * @param keptWithKept E of the product of this kept part's mean and the mean that `withKept` speaks of
 */
function withReal(kept: SetMoments, generated: SetMoments, withKept: number, keptWithKept: number): Chain {
  const training = generated.size > 0 ? joined([kept, generated], () => withKept) : kept;
  const share = kept.size / training.size;
  return { training, pool: training, withKept: share * keptWithKept + (1 - share) * withKept };
}

/** Each of n samples real with probability `fraction`: n - Binomial(n, fraction) generated ones. */
function mixedOneByOne(n: number, fraction: number, realVariance: number, variance: number, shift: number): SetMoments {
  const share = 1 - fraction;
  const shareSquared = share * share + (share * fraction) / n;
  const squaredMean = shareSquared * shift + (share * variance + fraction * realVariance) / n;
  return { size: n, shift: squaredMean, spread: share * (variance + shift) + fraction * realVariance - squaredMean };
}
