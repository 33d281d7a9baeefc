import {
  type Model,
  meanAndScatter,
  type PointSet,
  pointSpace,
  type RealTruth,
  realSource,
  realTruth,
  type SystemInstance,
} from '@collapse-bench/core';
import type { SufficientStatistics } from '../data.js';
import type { GaussianOptions } from '../options.js';
import type { GaussianParams } from '../params.js';
import { isAbsorbed } from './absorbed.js';
import { fitNormal } from './fit.js';
import { drawCentralPoints, drawPoints } from './points.js';
import { gaussianScorer } from './scorer.js';
import { drawStatistics, statisticsSpace } from './statistics.js';
import { statisticsSource } from './statistics-source.js';
import { fairSigns, thirdMomentSigns } from './third-moment-signs.js';
import { sumsOf, weightedMeanAndScatter } from './weighted-moments.js';

/** One of the two representations of a sample, behind one model interface. */
export type GaussianData = PointSet | SufficientStatistics;

export function createGaussian(options: GaussianOptions): SystemInstance<GaussianData, GaussianParams, RealTruth> {
  const instance = options.representation === 'points' ? withPoints(options) : withStatistics(options);
  return instance as SystemInstance<GaussianData, GaussianParams, RealTruth>;
}

/** Every generation is M points; memory and time grow with M. */
function withPoints(options: GaussianOptions): SystemInstance<PointSet, GaussianParams, RealTruth> {
  const { ddof, approximation, dimension } = options;
  const truth = realTruth(options.real);
  const model: Model<PointSet, GaussianParams> = {
    fit: ({ data }, rng, previous) => {
      const statistics = statisticsOf(data, dimension);
      const { mean, scatter } = statistics;
      const signs = () => thirdMomentSigns(data, mean, scatter, rng);
      return { params: fitNormal(statistics, ddof, approximation, truth, previous, signs, rng) };
    },
    // The density to the power 1/T is that of a normal with T times the covariance.
    sample: ({ mean, covariance }, { count, temperature = 1, topP = 1 }, rng) =>
      topP === 1
        ? drawPoints(count, mean, covariance, temperature, rng)
        : drawCentralPoints(count, mean, covariance, temperature, topP, rng),
    sampling: ['temperature', 'top-p'],
    absorbed: (params) => isAbsorbed(params, truth),
  };
  return { space: pointSpace(dimension), source: realSource(options.real), model, truth, scorer: gaussianScorer(truth) };
}

function statisticsOf({ count, points, weights }: PointSet, dimension: number): SufficientStatistics {
  if (weights === undefined) return { count, ...meanAndScatter(points, dimension) };
  return { count, ...weightedMeanAndScatter(points, weights, dimension), weights: sumsOf(weights) };
}

/** Every generation is a mean and a scatter, drawn from their exact laws. */
function withStatistics(options: GaussianOptions): SystemInstance<SufficientStatistics, GaussianParams, RealTruth> {
  const { ddof, approximation, dimension } = options;
  const truth = realTruth(options.real);
  const model: Model<SufficientStatistics, GaussianParams> = {
    fit: ({ data }, rng, previous) => {
      // Under normal sampling the signs of a sample's whitened third moments are fair coins, free of mean and scatter.
      const signs = () => fairSigns(dimension, rng);
      return { params: fitNormal(data, ddof, approximation, truth, previous, signs, rng) };
    },
    sample: ({ mean, covariance }, { count, temperature = 1 }, rng) => drawStatistics(count, mean, covariance, temperature, rng),
    // The mean and scatter of truncated normals have no simple law.
    sampling: ['temperature'],
    absorbed: (params) => isAbsorbed(params, truth),
  };
  return { space: statisticsSpace, source: statisticsSource(truth), model, truth };
}
