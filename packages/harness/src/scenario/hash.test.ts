import { describe, expect, test } from 'vitest';
import { scenarioHash } from './hash.js';
import type { Scenario } from './schema.js';

// The hash asks nothing of what it hashes: options that no system has stay the same for ever.
const base: Scenario = {
  $schema: 's',
  formatVersion: 1,
  title: 'A small chain',
  description: 'd',
  paper: 'p',
  system: { id: 'urn', balls: 3, real: { kind: 'normal', mean: [0.1], covariance: [[1e-7]] } },
  mitigation: { id: 'replace' },
  samples: 20,
  generations: 5,
  observe: [1, 2, 5],
  replicates: 4,
  seed: 1,
  metrics: ['variance-ratio', 'w2-squared'],
};
const hash = scenarioHash(base);
const system = base.system;

describe('the hash of a scenario', () => {
  test('is SHA-256 in hexadecimal, the same in every process', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    // Python's hashlib over the canonical JSON (RFC 8785), written out by hand; a baseline is found again by it.
    expect(hash).toBe('ae3d75b0bf2658e90bb729fb01cbdba9ad86aac7cc15996ec9ec41228d87ca0e');
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
    ['an option of the system', { system: { ...system, balls: 4 } }],
    ['a number deep in an option', { system: { ...system, real: { kind: 'normal', mean: [0.1], covariance: [[2e-7]] } } }],
    ['an option yet to come', { system: { ...system, option: 1 } }],
    ['a field yet to come', { field: 1 }],
  ])('depends on %s', (_name, change) => {
    expect(scenarioHash({ ...base, ...change } as unknown as Scenario)).not.toBe(hash);
  });
});
