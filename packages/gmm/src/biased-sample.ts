import {
  densestLevel,
  drawAbove,
  drawPower,
  type GaussianMixture,
  type KnownDensity,
  type PointSet,
  permutation,
  pointSpace,
  type Rng,
  type SampleRequest,
} from '@collapse-bench/core';
import { surprises } from './log-density.js';
import { sampleMixture } from './sample.js';
import { temperedMixture } from './tempered-mixture.js';

/**
 * `request.count` draws from a mixture as the request wants them:
 * - temperature: from p^(1/T) itself, by rejection from the tempered components;
 * - topP: from the region of highest density that holds this mass, its edge taken from 999 draws;
 * - exchangeable: in random order, not component after component.
 *
 * A singular component has no density: then the components are tempered each by itself, with their weights, and top-p
 * leaves the tails.
 */
export function sampleAtRequest(
  mixture: GaussianMixture,
  { count, temperature = 1, topP = 1, exchangeable = false }: SampleRequest,
  rng: Rng,
): PointSet {
  const { dimension } = mixture;
  const data = biasedDraws(mixture, count, temperature, topP, rng);
  return exchangeable ? pointSpace(dimension).pick!(data, permutation(rng, count)) : data;
}

function biasedDraws(mixture: GaussianMixture, count: number, temperature: number, topP: number, rng: Rng): PointSet {
  if (count === 0 || (temperature === 1 && topP === 1)) return sampleMixture(mixture, count, rng);
  const { dimension } = mixture;
  const tempered = temperedMixture(mixture, temperature);
  if (tempered === undefined) {
    return sampleMixture({ ...mixture, covariances: mixture.covariances.map((entry) => temperature * entry) }, count, rng);
  }
  const p = knownDensity(mixture);
  const proposal = knownDensity(tempered.mixture);
  const draw = (n: number, from: Rng) =>
    temperature === 1 ? p.draw(n, from) : drawPower(n, dimension, p, 1 / temperature, proposal, tempered.logBound, from);
  if (topP === 1) return { count, points: draw(count, rng) };
  // The regions of highest density of p and of its powers are the same sets.
  const biased: KnownDensity = { draw, logDensity: p.logDensity };
  return { count, points: drawAbove(count, dimension, densestLevel(topP, biased, rng), biased, rng) };
}

function knownDensity(mixture: GaussianMixture): KnownDensity {
  return {
    draw: (count, rng) => sampleMixture(mixture, count, rng).points,
    logDensity: (points) => surprises(mixture, { count: points.length / mixture.dimension, points }).map((value) => -value),
  };
}
