import { expect, test } from 'vitest';
import { packageFiles } from '../testing/package-files.js';
import { loadedMnist, loadMnist } from './load-mnist.js';
import { firstImages, mnistOf } from './real-images.js';

// One story: what a process holds is module state, and each step finds what the one before left.
test('MNIST is read once a process, and a failed reading is tried again', async () => {
  expect(() => loadedMnist()).toThrow(/await vae.load/);
  expect(() => mnistOf('binary')).toThrow(/await vae.load/);
  let times = 0;
  const counting = {
    read: (file: string) => {
      times++;
      return packageFiles.read(file);
    },
  };
  await expect(loadMnist({ read: () => Promise.reject(new Error('no disk')) })).rejects.toThrow('no disk');
  expect(() => loadedMnist()).toThrow(/await vae.load/);
  const [first, second] = await Promise.all([loadMnist(counting), loadMnist(counting)]);
  expect(first).toBe(second);
  expect(await loadMnist(counting)).toBe(first);
  expect(times).toBe(4);
  expect(loadedMnist()).toBe(first);
});

test('binary images are made once, of the same digits', () => {
  const grey = mnistOf('grey');
  const binary = mnistOf('binary');
  expect(mnistOf('binary')).toBe(binary);
  expect(binary.train.labels).toBe(grey.train.labels);
  for (let i = 0; i < 784 * 100; i++) expect(binary.test.pixels[i]).toBe(grey.test.pixels[i] > 127 ? 255 : 0);
});

test('the first images are views of the set', () => {
  const { train } = mnistOf('grey');
  const first = firstImages(train, 3);
  expect([...first.labels]).toEqual([5, 0, 4]);
  expect(first.pixels.length).toBe(3 * 784);
  expect(first.pixels.buffer).toBe(train.pixels.buffer);
  expect(() => firstImages(train, 60_001)).toThrow(/up to 60000, found 60001/);
});
