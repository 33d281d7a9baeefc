import { describe, expect, it } from 'vitest';
import { FEATURES } from '../classifier/shape.js';
import { PIXELS } from '../images.js';
import { mnistOf } from '../mnist/real-images.js';
import { quickHost } from '../testing/untrained-classifier.js';
import { judgeOf, loadJudge } from './judge.js';

describe('the judge', () => {
  it('is asked for before it is loaded: says what to do', () => {
    expect(() => judgeOf({ pixels: 'grey' })).toThrow('await vae.load');
  });

  it('tries again after a failure', async () => {
    const broken = { ...quickHost, kept: () => Promise.reject(new Error('no room')) };
    await expect(loadJudge(broken, 'grey')).rejects.toThrow('no room');
    await loadJudge(quickHost, 'grey');
    expect(judgeOf({ pixels: 'grey' }).features).toHaveLength(10_000 * FEATURES);
  });

  it('is loaded once, also for two that wait for it', async () => {
    let made = 0;
    const counting = { ...quickHost, kept: () => quickHost.kept().finally(() => made++) };
    await Promise.all([loadJudge(counting, 'binary'), loadJudge(counting, 'binary')]);
    await loadJudge(counting, 'binary');
    expect(made).toBe(1);
  });

  it('holds every fifth test image, in the kind of pixels asked for', () => {
    for (const pixels of ['grey', 'binary'] as const) {
      const { probe } = judgeOf({ pixels });
      const { test } = mnistOf(pixels);
      expect(probe).toHaveLength(2000 * PIXELS);
      for (const i of [0, 1, 1999]) {
        expect(probe.slice(i * PIXELS, (i + 1) * PIXELS)).toEqual(test.pixels.slice(5 * i * PIXELS, (5 * i + 1) * PIXELS));
      }
    }
    expect(judgeOf({ pixels: 'grey' }).features).not.toEqual(judgeOf({ pixels: 'binary' }).features);
  });
});
