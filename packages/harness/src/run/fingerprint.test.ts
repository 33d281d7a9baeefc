import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systems } from '../catalog.js';
import { formatResult, parseResult, resultOf } from '../record/result.js';
import { gaussianScenario, loadedFrom } from '../testing/scenarios.js';
import { compareResults } from '../verdict/compare.js';
import { ownRoot } from '../workspace.js';
import { environmentClass } from './fingerprint.js';

describe('environment classes', () => {
  test('systems in plain arithmetic are in one class on every machine', () => {
    expect(environmentClass({ determinism: 'portable' })).toBe('portable');
  });

  test('others name the architecture, the instructions and the engine', () => {
    const found = environmentClass({ determinism: 'environment', runtime: 'engine 1.2, 1 thread' });
    expect(found.split(', ')).toHaveLength(4);
    expect(found.startsWith(process.arch)).toBe(true);
    expect(found.endsWith('engine 1.2, 1 thread')).toBe(true);
    expect(found).not.toContain('unknown');
    const trained = (engine?: string) => environmentClass({ determinism: 'environment', runtime: 'onnxruntime' }, engine);
    expect(new Set([trained(), trained('wasm'), trained('tensorflow')]).size).toBe(3);
    expect(trained('onnx')).toBe(trained());
    expect(environmentClass({ determinism: 'portable' }, 'wasm')).toBe('portable');
  });

  test('the engine that systems name is the one that is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(ownRoot, 'packages', 'tensor', 'package.json'), 'utf8'));
    const training = systems.filter(({ determinism }) => determinism === 'environment');
    expect(training.length).toBeGreaterThan(0);
    for (const { runtime } of training) expect(runtime).toBe(`onnxruntime ${dependencies['onnxruntime-node']}, 1 thread`);
  });

  test('a result says its class unless it is portable, and another class is no exact comparison', () => {
    const loaded = loadedFrom(gaussianScenario({ observe: [1], replicates: 8 }));
    const cells = (shift: number) =>
      Array.from({ length: 8 }, (_, replicate) => ({
        replicate,
        values: Float64Array.of(1 + replicate + shift, 2 + replicate + shift),
        exceptions: [],
        absorbedAt: null,
        seconds: 0,
      }));
    const here = resultOf(loaded, cells(0), 'x64, avx2, engine');
    expect(parseResult(formatResult(here), 'here').environmentClass).toBe('x64, avx2, engine');
    expect('environmentClass' in resultOf(loaded, cells(0))).toBe(false);
    const there = resultOf(loaded, cells(1e-9), 'x64, avx512f, engine');
    const verdict = (same: boolean) => compareResults(loaded, here, there, same).kind;
    expect([verdict(here.environmentClass === there.environmentClass), verdict(true)]).toEqual(['equivalent', 'different']);
  });
});
