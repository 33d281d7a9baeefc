import { describe, expect, test } from 'vitest';
import { gaussianScenario } from '../testing/scenarios.js';
import { scenarioHash } from './hash.js';
import type { Scenario } from './schema.js';

const base = gaussianScenario({ $schema: 's', description: 'd', paper: 'p' }) as unknown as Scenario;
const hash = scenarioHash(base);
const system = base.system;

describe('the hash of a scenario', () => {
  test('is SHA-256 in hexadecimal, the same in every process', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    // Frozen: a baseline is found again by it.
    expect(hash).toBe('05db30d78cd4afacb41a04e4bb689a4e3924085f5f2ca3768826e1d768a4a5e5');
  });

  test.each([
    ['$schema', { $schema: 'other' }],
    ['title', { title: 'other' }],
    ['description', { description: undefined }],
    ['paper', { paper: 'other' }],
    ['replicates', { replicates: 7 }],
  ])('leaves out %s', (_name, change) => {
    expect(scenarioHash({ ...base, ...change } as Scenario)).toBe(hash);
  });

  test('leaves out the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(base).reverse()) as unknown as Scenario;
    expect(Object.keys(reversed)).not.toEqual(Object.keys(base));
    expect(scenarioHash(reversed)).toBe(hash);
  });

  test.each([
    ['formatVersion', { formatVersion: 2 }],
    ['seed', { seed: 2 }],
    ['samples', { samples: 21 }],
    ['generations', { generations: 6 }],
    ['observe', { observe: [1, 5] }],
    ['observe left to the default', { observe: undefined }],
    ['metrics', { metrics: ['variance-ratio'] }],
    ['the order of metrics', { metrics: [...base.metrics].reverse() }],
    ['mitigation', { mitigation: { id: 'accumulate', keepReal: true } }],
    ['system.ddof', { system: { ...system, ddof: 0 } }],
    ['system.representation', { system: { ...system, representation: 'points' } }],
    ['system.samplingBias', { system: { ...system, samplingBias: 1.5 } }],
    ['system.real', { system: { ...system, real: { kind: 'normal', mean: [0], covariance: [[2]] } } }],
    ['an option yet to come', { system: { ...system, option: 1 } }],
    ['a field yet to come', { field: 1 }],
  ])('depends on %s', (_name, change) => {
    expect(scenarioHash({ ...base, ...change } as unknown as Scenario)).not.toBe(hash);
  });
});
