import { isReplaced, type KdeSetting, mixtureCounts } from './setting.js';

/**
 * How often the points of a training set have been smoothed, in expectation: a point is real, or a point of the last
 * training set plus kernel noise. So under a fixed bandwidth the expected model is exactly
 * E p_k = sum_r share_r N(0, r h^2 I) * p_0, under every mitigation that treats all samples alike.
 *
 * @returns the shares of r = 0, 1, ... smoothings in the model of the `fits`-th fit (so share 0 is 0); undefined under
 *   mitigations that choose or weight samples
 */
export function expectedSmoothings(setting: KdeSetting, fits: number): Float64Array | undefined {
  let training: Float64Array = Float64Array.of(1);
  let pool: Float64Array = training;
  for (let fit = 2; fit <= fits; fit++) {
    const generated = smoothedOnce(training);
    const parts = composition(setting, fit);
    if (parts === undefined) return undefined;
    if (parts === 'pool') {
      const everything = setting.mitigation.keepReal ? fit : fit - 1;
      pool = everything === 1 ? generated : blend([1 - 1 / everything, pool], [1 / everything, generated]);
      training = pool;
    } else {
      training = blend([parts.generated, generated], [parts.previous, training], [parts.real, Float64Array.of(1)]);
    }
  }
  return smoothedOnce(training);
}

interface Composition {
  readonly generated: number;
  readonly previous: number;
  readonly real: number;
}

/** Expected shares of the training set of a fit; `pool`: a subsample of everything so far. */
function composition(setting: KdeSetting, fit: number): Composition | 'pool' | undefined {
  const { mitigation, samples } = setting;
  const withReal = (real: number) => ({ generated: 1 - real, previous: 0, real });
  if (isReplaced(setting, fit)) return withReal(0);
  switch (mitigation.id) {
    case 'accumulate': {
      const sets = mitigation.keepReal ? fit : fit - 1;
      return { generated: 1 / sets, previous: 1 - 1 / sets, real: 0 };
    }
    case 'accumulate-subsample':
      return 'pool';
    case 'fresh-real': {
      const fraction = mitigation.fraction as number;
      return withReal(mitigation.counts === 'iid' ? fraction : Math.round(fraction * samples) / samples);
    }
    case 'preserve-real':
      return withReal(Math.round((mitigation.fraction as number) * samples) / samples);
    case 'fixed-real':
      return withReal(samples / (samples + Math.round((mitigation.ratio as number) * samples)));
    case 'mixture': {
      const counts = mixtureCounts(setting);
      return { generated: counts.generated / samples, previous: counts.reused / samples, real: counts.real / samples };
    }
    default:
      return undefined;
  }
}

function smoothedOnce(shares: Float64Array): Float64Array {
  const out = new Float64Array(shares.length + 1);
  out.set(shares, 1);
  return out;
}

function blend(...parts: readonly (readonly [number, Float64Array])[]): Float64Array {
  const out = new Float64Array(Math.max(...parts.map(([, shares]) => shares.length)));
  for (const [weight, shares] of parts) {
    for (let r = 0; r < shares.length; r++) out[r] += weight * shares[r];
  }
  return out;
}
