import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GaussianOptions } from '../options.js';
import { gaussianOracles } from './index.js';
import type { GaussianSetting } from './regime.js';
import { scaleMoments } from './scale-moments.js';

interface Summary {
  mean: number;
  variance: number;
  third: number;
  fourth: number;
}

interface Case {
  mitigation: string;
  samples: number;
  ddof: 0 | 1;
  covariance: number[][];
  generations: number;
  temperature?: number;
  weight?: number;
  ratio?: number;
  real?: string;
  p?: number;
  schedule?: string;
  counts?: string;
  fraction?: number;
  keepReal?: boolean;
  noise?: ['orthogonal-noise' | 'bounded-noise', number];
  results: Record<string, Summary>[];
}

const golden = JSON.parse(readFileSync(new URL('./theory.golden.json', import.meta.url), 'utf8')) as {
  replicates: number;
  simulated: Case[];
  scaleMoments: { samples: number; ddof: 0 | 1; moments: number[] }[];
};

function settingOf(c: Case): GaussianSetting {
  const dimension = c.covariance.length;
  const system: GaussianOptions = {
    dimension,
    ddof: c.ddof,
    representation: 'sufficient-statistics',
    real: { kind: 'normal', mean: new Array(dimension).fill(0), covariance: c.covariance },
    approximation: c.noise === undefined ? { kind: 'exact' } : { kind: c.noise[0], magnitude: c.noise[1] },
  };
  const { mitigation: id, schedule, counts, fraction, keepReal, temperature, weight, ratio, real, p } = c;
  const mitigation = { id, schedule, counts, fraction, keepReal, temperature, weight, ratio, real, p };
  return { system, mitigation, samples: c.samples, generations: c.generations };
}

/** Standard errors: 22 cases, about 400 comparisons. */
const LIMIT = 4.5;

describe.each(golden.simulated)('$mitigation $counts $schedule $noise, M=$samples, ddof=$ddof, case %#', (c) => {
  const setting = settingOf(c);
  const root = Math.sqrt(golden.replicates);

  it.each(c.results.map((row, i) => [i + 1, row] as const))('agrees with NumPy at generation %i', (generation, row) => {
    let means = 0;
    for (const oracle of gaussianOracles) {
      const simulated = row[oracle.metric];
      const prediction = oracle.predict(setting, generation);
      if (simulated === undefined || prediction === undefined) continue;
      const { value, deviation } = prediction;
      if (oracle.statistic.kind === 'mean' && prediction.kind === 'lower-bound') {
        expect(simulated.mean, oracle.id).toBeGreaterThan(value - (LIMIT * Math.sqrt(simulated.variance)) / root);
        continue;
      }
      if (oracle.id.startsWith('Eq') && !oracle.id.startsWith('Eq15-')) continue;
      if (oracle.id.startsWith('G4-limit') || oracle.statistic.kind === 'exceedance') continue;
      if (oracle.statistic.kind === 'mean') {
        means++;
        const sd = deviation ?? Math.sqrt(simulated.variance);
        expect(Math.abs(simulated.mean - value) / (sd / root), `${oracle.id} mean`).toBeLessThan(LIMIT);
        // The theoretical deviation against the simulated one, by the simulated fourth moment.
        if (deviation === undefined) continue;
        const error = Math.sqrt(simulated.fourth - simulated.variance * simulated.variance) / root;
        expect(Math.abs(simulated.variance - deviation * deviation) / error, `${oracle.id} deviation`).toBeLessThan(LIMIT);
      } else {
        expect(Math.abs(simulated.variance - value) / (deviation! / root), `${oracle.id} variance`).toBeLessThan(LIMIT);
      }
    }
    expect(means).toBeGreaterThan(0);
  });
});

it('has the central moments of the scale step to full relative accuracy, from M = 2 to M = 1e9', () => {
  for (const { samples, ddof, moments } of golden.scaleMoments) {
    const ours = scaleMoments(samples, ddof, 1, 8);
    moments.forEach((expected, i) => {
      // Where raw moments are subtracted (M <= 200) the rounding of 1 is amplified by (2 sqrt M)^i.
      const tolerance = samples <= 200 ? 1e-14 * 2 ** i * Math.max(1, samples ** (i / 2)) : 1e-9;
      const error = Math.abs(ours[i] - expected) / Math.max(Math.abs(expected), 1e-300);
      expect(error, `M=${samples} ddof=${ddof} i=${i}`).toBeLessThan(tolerance);
    });
  }
});
