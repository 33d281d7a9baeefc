import { describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { parseRunInfo, RUN_FORMAT } from './run-info.js';

/** A run.json as it was written before it named engine and data (version 1), with the hashes cut short. */
const old = (environmentClass: string) => ({
  formatVersion: 1,
  scenario: 'vae/brief',
  scenarioHash: '8d10',
  resumeKey: '1f30',
  resultHash: '77ab',
  environmentClass,
  codeHash: 'c0de',
  environment: {
    node: '20.20.2',
    v8: '11.3.244.8-node.38',
    os: 'linux',
    arch: 'x64',
    cpu: 'A processor',
    cores: 2,
    commit: 'aca70d8',
    dirty: false,
  },
  jobs: 2,
  finishedAt: '2026-11-23T00:20:01.000Z',
  cells: 5,
  seconds: 9.5,
  generationsPerSecond: 1.6,
});
const parse = (content: unknown) => parseRunInfo(JSON.stringify(content), 'run.json');

describe('run.json of version 1', () => {
  test.each([
    ['portable', null, null],
    ['x64, avx2, onnxruntime 1.30.0, 1 thread', 'onnx', 'onnxruntime 1.30.0, 1 thread'],
    ['arm64, neon, engine wasm', 'wasm', null],
    ['x64, avx512f, engine onnx:webgpu', 'onnx:webgpu', null],
  ])('of the class %s is read with its engine', (environmentClass, engine, runtime) => {
    const info = old(environmentClass);
    expect(parse(info)).toEqual({ ...info, formatVersion: RUN_FORMAT, engine, runtime });
  });

  test('that names its engine keeps what it says', () => {
    const info = { ...old('x64, avx2, engine wasm'), engine: 'wasm', runtime: null, data: { file: 'abc' } };
    expect(parse(info)).toEqual({ ...info, formatVersion: RUN_FORMAT });
  });

  test('without a class is read as far as it goes', () => {
    expect(parse({ formatVersion: 1, seconds: 3 })).toEqual({ formatVersion: RUN_FORMAT, seconds: 3 });
  });
});

test.each<[unknown, RegExp]>([
  [
    { ...old('portable'), formatVersion: RUN_FORMAT + 1 },
    /^run\.json \/formatVersion: expected a format from 1 to 2, got 3; [^\n]+$/,
  ],
  [[], /^run\.json: expected an object, got an empty list; |^run\.json: expected an object, got \[\]; /],
  [null, /^run\.json: expected an object, got null; /],
])('%j is refused in one line', (content, message) => {
  expect(badInputOf(() => parse(content)).message).toMatch(message);
});
