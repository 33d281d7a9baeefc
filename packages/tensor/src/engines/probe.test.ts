import { expect, test } from 'vitest';
import { probeEngine } from './probe.js';

test.each([
  ['onnx', /^ONNX Runtime \d+\.\d+\.\d+$/],
  ['wasm', /^TensorFlow\.js \d+\.\d+\.\d+$/],
  ['cpu', /^TensorFlow\.js \d+\.\d+\.\d+$/],
] as const)('engine %s, which every machine has, trains and names what runs it', async (engine, version) => {
  expect(await probeEngine(engine)).toMatch(version);
});
