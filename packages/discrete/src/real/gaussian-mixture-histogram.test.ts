import { describe, expect, it } from 'vitest';
import { gaussianMixtureBinMasses, gaussianMixtureModes } from './gaussian-mixture-histogram.js';

const fig3 = { means: [-4, 4], variances: [1, 1], weights: [0.5, 0.5], bins: 48, range: [-12, 12] as const };
const fatter = { ...fig3, means: [-4, 4, -4, 4], variances: [1, 1, 9, 9], weights: [0.4, 0.4, 0.1, 0.1] };

describe('the histograms of Fig. 3', () => {
  it('are symmetric, positive to the ends, and add up to 1', () => {
    for (const histogram of [fig3, fatter]) {
      const masses = gaussianMixtureBinMasses(histogram);
      for (let i = 0; i < 24; i++) expect(masses[47 - i] / masses[i]).toBeCloseTo(1, 13);
      expect(Math.min(...masses)).toBeGreaterThan(0);
      expect(masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 14);
    }
  });

  it('differ in the tails by orders of magnitude, and look alike once what is rarer than 1/M is cut', () => {
    const [thin, fat] = [fig3, fatter].map(gaussianMixtureBinMasses);
    expect(fat[0] / thin[0]).toBeGreaterThan(1e10);
    // M = 20: "bins with log Count <= log M" of the caption means Count < Total / M, that is p < 1 / M.
    const cut = (masses: Float64Array) => Array.from(masses, (mass) => mass >= 1 / 20);
    expect(cut(fat)).toEqual(cut(thin));
    expect(cut(thin).filter(Boolean).length).toBeGreaterThan(0);
  });

  it('give every bin to its nearest mean, equal means being one mode', () => {
    const halves = Array.from({ length: 48 }, (_, i) => (i < 24 ? 0 : 1));
    expect([...gaussianMixtureModes(fig3)]).toEqual(halves);
    expect([...gaussianMixtureModes(fatter)]).toEqual(halves);
    expect([...gaussianMixtureModes({ ...fig3, means: [4, -4] })]).toEqual(halves);
  });
});
