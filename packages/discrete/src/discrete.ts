import type { DataSpace, Model, Scorer, System, SystemInstance } from '@collapse-bench/core';
import { checkDiscrete, mostDiscreteSamples } from './check.js';
import { countsModel, countsSpace, type DiscreteCounts, sampleCounts } from './counts.js';
import type { DiscreteParams } from './exact-fit.js';
import { absorptionTime } from './metrics/absorption-time.js';
import { entropy } from './metrics/entropy.js';
import { firstStateMass } from './metrics/first-state-mass.js';
import { homozygosity } from './metrics/homozygosity.js';
import { kl } from './metrics/kl.js';
import { lostMass } from './metrics/lost-mass.js';
import { modeCoverage } from './metrics/mode-coverage.js';
import { restrictedAbsorptionTime } from './metrics/restricted-absorption-time.js';
import { smoothedKl } from './metrics/smoothed-kl.js';
import { squaredError } from './metrics/squared-error.js';
import { support } from './metrics/support.js';
import { supportRatio } from './metrics/support-ratio.js';
import { tailMass } from './metrics/tail-mass.js';
import { totalVariation } from './metrics/total-variation.js';
import { type DiscreteOptions, discreteOptions } from './options.js';
import { probabilitiesPicture } from './pictures/probabilities.js';
import { type DiscretePoints, pointsModel, pointsSpace, samplePoints } from './points.js';
import { type DiscreteTruth, realDistribution } from './real/real-distribution.js';
import { discreteScorer } from './scorer.js';
import { absorptionOracles } from './theory/absorption-oracles.js';
import { driftOracles } from './theory/drift-oracles.js';
import { limitOracles } from './theory/limit-oracles.js';
import { selectionChainOracles } from './theory/selection-chain.js';
import { supportOracles } from './theory/support-oracles.js';

/** Samples as state indices (points) or as counts (sufficient statistics). */
export type DiscreteData = DiscretePoints | DiscreteCounts;

function create({ representation, real }: DiscreteOptions): SystemInstance<DiscreteData, DiscreteParams, DiscreteTruth> {
  const truth = realDistribution(real);
  const { probabilities } = truth;
  // One representation a scenario: the loop hands each instance only data that it made itself.
  if (representation === 'points') {
    return {
      space: pointsSpace as DataSpace<DiscreteData>,
      source: { sample: (count, rng) => samplePoints(probabilities, count, rng) },
      model: pointsModel(probabilities.length) as Model<DiscreteData, DiscreteParams>,
      truth,
      scorer: discreteScorer(probabilities) as Scorer<DiscreteData, DiscreteParams>,
    };
  }
  return {
    space: countsSpace as DataSpace<DiscreteData>,
    source: { sample: (count, rng) => sampleCounts(probabilities, count, rng) },
    model: countsModel as Model<DiscreteData, DiscreteParams>,
    truth,
  };
}

/** Section 4.1: a discrete distribution, fitted exactly and resampled. */
export const discrete: System<DiscreteOptions, DiscreteData, DiscreteParams, DiscreteTruth> = {
  id: 'discrete',
  summary: 'A discrete distribution refitted exactly to its own samples: collapse by sampling alone (Wright-Fisher).',
  source: 'Shumailov et al. 2305.17493, Section 4.1, Fig. 3, Appendix A.1',
  determinism: 'portable',
  options: discreteOptions,
  check: checkDiscrete,
  mostSamples: mostDiscreteSamples,
  create,
  metrics: [
    support,
    supportRatio,
    homozygosity,
    entropy,
    kl,
    smoothedKl,
    lostMass,
    squaredError,
    totalVariation,
    tailMass,
    modeCoverage,
    firstStateMass,
    absorptionTime,
    restrictedAbsorptionTime,
  ],
  oracles: [...driftOracles, ...supportOracles, ...absorptionOracles, ...selectionChainOracles, ...limitOracles],
  pictures: () => [probabilitiesPicture],
  aspects: {
    risk: { metric: 'squared-error' },
    variance: { metric: 'entropy' },
    tails: { metric: 'support' },
    modes: { metric: 'mode-coverage' },
  },
};
