import { knnManifold, nearestSquaredDistances } from '@collapse-bench/core';
import { describe, expect, it } from 'vitest';
import { activeColumns } from './active-latents.js';
import { classEntropy } from './class-entropy.js';
import { featureMoments } from './feature-moments.js';
import { frechetDistance } from './frechet-distance.js';
import { imageEntropy } from './image-entropy.js';
import { histogram } from './latent-histogram.js';
import { standardDeviation } from './latent-sd.js';
import { modeCoverage } from './mode-coverage.js';
import golden from './vae-metrics.golden.json' with { type: 'json' };

const betweenClouds = (a: Float64Array, b: Float64Array, dimension: number) =>
  frechetDistance(featureMoments(a, dimension), featureMoments(b, dimension), dimension);

const { numpy, scipy, 'scikit-learn': sklearn } = golden.versions;

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
}

describe.each(golden.clouds)(`features in $dimension dimensions`, (cloud) => {
  const { dimension } = cloud;
  const [real, generated] = [Float64Array.from(cloud.real), Float64Array.from(cloud.generated)];

  it(`have the moments that NumPy ${numpy} finds`, () => {
    const { mean, covariance } = featureMoments(real, dimension);
    expectClose(mean, cloud.mean);
    expectClose(covariance, cloud.covariance);
  });

  it(`have the Frechet distance that SciPy's ${scipy} sqrtm gives`, () => {
    expect(betweenClouds(real, generated, dimension) / cloud.frechet).toBeCloseTo(1, 9);
  });

  it(`have the precision, recall and nearest distances that scikit-learn ${sklearn} finds`, () => {
    const { precision, recall } = knnManifold(real, generated, dimension, 5);
    expect([precision, recall]).toEqual([cloud.precision, cloud.recall]);
    const nearest = nearestSquaredDistances(generated, real, dimension).map(Math.sqrt);
    expect(nearest.reduce((sum, value) => sum + value, 0) / nearest.length).toBeCloseTo(cloud.nearestReal, 12);
  });
});

describe.each(golden.classifications)(`probabilities of digits`, (classification) => {
  const probabilities = Float32Array.from(classification.probabilities);

  it(`have the entropies that SciPy ${scipy} gives`, () => {
    expect(classEntropy(probabilities, 10)).toBeCloseTo(classification.classEntropy, 6);
    expect(imageEntropy(probabilities, 10)).toBeCloseTo(classification.imageEntropy, 6);
  });

  it(`cover the modes that NumPy ${numpy} counts`, () => {
    expect(modeCoverage(probabilities, 10, Math.fround(0.9), 0.05)).toBe(classification.modeCoverage);
  });
});

describe.each(golden.latents)(`means of $latents latents`, ({ latents, means, sd, active, edges, densities, outside }) => {
  const numbers = Float32Array.from(means);

  it(`have the deviation, active columns and histogram that NumPy ${numpy} finds`, () => {
    expect(standardDeviation(numbers)).toBeCloseTo(sd, 13);
    expect(activeColumns(numbers, latents, 0.01)).toBe(active);
    const found = histogram(numbers, { from: -2, to: 2, count: 20 });
    expectClose(found.edges, edges);
    expectClose(found.densities, densities);
    expect(found.outside).toBeCloseTo(outside, 13);
  });
});
