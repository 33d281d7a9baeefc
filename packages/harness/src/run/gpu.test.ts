import { chmodSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryWorkspace } from '../testing/workspace.js';
import { gpuName } from './gpu.js';

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const none = { PATH: below('no', 'programs') };
/** A machine whose nvidia-smi prints that, then ends. */
function withNvidia(name: string, script: string): { PATH: string } {
  const file = workspace.write(`${name}/nvidia-smi`, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: path.dirname(file) };
}
/** Cards as Linux lists them: vendor and device; an output of a card is no card. */
function drm(name: string, ...cards: readonly [string, string][]): string {
  workspace.write(`${name}/card0-DP-1/status`, 'connected\n');
  cards.forEach(([vendor, device], i) => {
    workspace.write(`${name}/card${i}/device/vendor`, `${vendor}\n`);
    workspace.write(`${name}/card${i}/device/device`, `${device}\n`);
  });
  return below(name);
}

describe('the graphics card in a record', () => {
  test.skipIf(process.platform === 'win32')('is named by its driver', () => {
    const two = withNvidia('two', 'echo "NVIDIA H200"; echo "NVIDIA L4"');
    expect(gpuName('onnx:cuda', two, below('nothing'))).toBe('NVIDIA H200, NVIDIA L4');
    const both = drm('both', ['0x10de', '0x2335'], ['0x1002', '0x744c']);
    expect(gpuName('onnx:webgpu', two, both)).toBe('NVIDIA H200, NVIDIA L4, AMD 0x744c');
    expect(gpuName('onnx:cuda', two, both)).toBe('NVIDIA H200, NVIDIA L4');
  });

  test('goes by its numbers where nothing names it', () => {
    expect(gpuName('onnx:webgpu', none, drm('one', ['0x8086', '0x56a0']))).toBe('Intel 0x56a0');
    expect(gpuName('onnx:webgpu', none, drm('rare', ['0x1af4', '0x1050']))).toBe('0x1af4 0x1050');
  });

  test('is the driver that was asked for, such as one without a card', () => {
    const env = { ...none, VK_ICD_FILENAMES: '/usr/lib/chromium/vk_swiftshader_icd.json' };
    expect(gpuName('onnx:webgpu', env, drm('idle', ['0x1002', '0x744c']))).toBe('Vulkan driver vk_swiftshader_icd.json');
    expect(gpuName('onnx:cuda', env, below('idle'))).toBeUndefined();
  });

  test.skipIf(process.platform === 'win32')('is not spoken of where there is none, or none that works', () => {
    expect(gpuName('onnx:webgpu', none, below('nothing'))).toBeUndefined();
    expect(gpuName('onnx:cuda', withNvidia('failing', 'echo no driver; exit 9'), below('nothing'))).toBeUndefined();
    expect(gpuName('onnx:cuda', withNvidia('silent', ':'), below('nothing'))).toBeUndefined();
  });

  test.each([undefined, 'onnx', 'wasm', 'cpu', 'tensorflow'])('is not spoken of by the engine %s', (engine) => {
    expect(gpuName(engine, none, drm('unused', ['0x8086', '0x56a0']))).toBeUndefined();
  });
});
