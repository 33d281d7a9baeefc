import { describe, expect, test } from 'vitest';
import { engineNamed, engineNames } from './names.js';

describe('engines by name', () => {
  test('every name is the id of its engine', () => {
    for (const name of engineNames) expect(engineNamed(name).id).toBe(name);
    expect(engineNamed('onnx:cpu')).toBe(engineNamed('onnx'));
  });

  test.each([
    ['onx', 'did you mean onnx?'],
    ['webgpu', 'did you mean onnx:webgpu?'],
    ['cuda', 'did you mean onnx:cuda?'],
    ['onnx-cuda', 'did you mean onnx:cuda?'],
    ['tensorfow', 'did you mean tensorflow?'],
    ['WASM', 'did you mean wasm?'],
  ])('%s is not known, but something near it is', (name, hint) => {
    expect(() => engineNamed(name)).toThrow(RangeError);
    expect(() => engineNamed(name)).toThrow(hint);
  });

  test.each(['torch', '', 'constructor', '__proto__'])('%s is not known, and nothing is near it', (name) => {
    expect(() => engineNamed(name)).toThrow(
      new RangeError(`expected an engine (onnx, onnx:webgpu, onnx:cuda, wasm, cpu, tensorflow), found ${JSON.stringify(name)}`),
    );
  });
});
