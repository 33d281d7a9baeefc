import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { normalKernelModule } from '../../scripts/build-normal-kernel.mjs';
import { instantiate } from './normal-kernel-host.js';
import { createZiggurat } from './ziggurat.js';

const { edge, scale, density } = createZiggurat();

test('compiling the kernel again gives the committed bytes', async () => {
  const committed = readFileSync(new URL('normal-kernel.ts', import.meta.url), 'utf8');
  expect(await normalKernelModule()).toBe(committed);
});

test('the kernel runs here, and there is none where WebAssembly is missing or forbidden', () => {
  expect(instantiate(edge, scale, density, globalThis as any)).toBeDefined();
  expect(instantiate(edge, scale, density, { atob })).toBeUndefined();
  const forbidding = {
    atob,
    WebAssembly: {
      Instance: WebAssembly.Instance as any,
      Module: class {
        constructor() {
          throw new WebAssembly.CompileError('refused by a content security policy');
        }
      } as any,
    },
  };
  expect(instantiate(edge, scale, density, forbidding)).toBeUndefined();
});

test('the kernel leaves tables and everything beyond its count alone', () => {
  const kernel = instantiate(edge, scale, density, globalThis as any)!;
  kernel.state.set([1, 2, 3, 4]);
  kernel.block.fill(-7);
  const before = new Uint8Array(kernel.block.buffer).slice(16, 8192);
  kernel.fill(100, 0, 1);
  expect([...kernel.block.subarray(100)].every((x) => x === -7)).toBe(true);
  expect(kernel.block.subarray(0, 100).includes(-7)).toBe(false);
  expect(new Uint8Array(kernel.block.buffer).slice(16, 8192)).toEqual(before);
});
