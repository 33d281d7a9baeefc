import type { RealOptions } from '../options.js';
import { gaussianMixtureBinMasses, gaussianMixtureModes } from './gaussian-mixture-histogram.js';
import { zipf } from './zipf.js';

/** The real distribution p0; what metrics and oracles are held against. */
export interface DiscreteTruth {
  /** p0, Float64Array[states], summing to 1. */
  readonly probabilities: Float64Array;
  /** The mode of each state, Uint32Array[states] of 0, 1, ...; `undefined` where the distribution states none. */
  readonly modes: Uint32Array | undefined;
}

/** p0 as the options describe it. Given probabilities are divided by their sum, which `check` holds to 1 within 1e-9. */
export function realDistribution(real: RealOptions): DiscreteTruth {
  switch (real.kind) {
    case 'probabilities': {
      const total = real.probabilities.reduce((sum, p) => sum + p, 0);
      return { probabilities: Float64Array.from(real.probabilities, (p) => p / total), modes: undefined };
    }
    case 'uniform':
      return { probabilities: new Float64Array(real.states).fill(1 / real.states), modes: undefined };
    case 'zipf':
      return { probabilities: zipf(real.states, real.exponent), modes: undefined };
    case 'gaussian-mixture-histogram':
      return { probabilities: gaussianMixtureBinMasses(real), modes: gaussianMixtureModes(real) };
  }
}
