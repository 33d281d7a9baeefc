import type { Oracle } from '@collapse-bench/core';
import { momentOracles } from './moment-oracles.js';
import { noisyApproximation } from './noisy-approximation.js';
import { paperEquations } from './paper-equations.js';
import { populationOracles } from './population.js';
import type { GaussianSetting } from './regime.js';
import { replaceOracles } from './replace-oracles.js';
import { selectionLimits } from './selection-limits.js';
import { stationaryOracles } from './stationary-oracles.js';

/** All that is known in closed form of this system. */
export const gaussianOracles: readonly Oracle<GaussianSetting>[] = [
  ...momentOracles,
  ...replaceOracles,
  ...stationaryOracles,
  ...noisyApproximation,
  ...populationOracles,
  ...paperEquations,
  ...selectionLimits,
];
