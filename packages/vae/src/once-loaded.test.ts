import { expect, test } from 'vitest';
import { onceLoaded } from './once-loaded.js';

test('is loaded once, however many wait for it', async () => {
  let times = 0;
  const thing = onceLoaded('a thing', async (host: number) => {
    times++;
    await Promise.resolve();
    return { host };
  });
  expect(() => thing.loaded()).toThrow('vae: a thing is not loaded yet; await vae.load(options, host) first');
  const [first, second] = await Promise.all([thing.load(1), thing.load(2)]);
  expect(first).toEqual({ host: 1 });
  expect(second).toBe(first);
  expect(await thing.load(3)).toBe(first);
  expect(thing.loaded()).toBe(first);
  expect(times).toBe(1);
});

test('a failed loading is told to all who wait, and forgotten', async () => {
  const thing = onceLoaded('a thing', async (host: number) => {
    if (host === 1) throw new Error('no disk');
    return undefined;
  });
  const waiting = [thing.load(1), thing.load(2)];
  for (const each of waiting) await expect(each).rejects.toThrow('no disk');
  expect(() => thing.loaded()).toThrow('a thing is not loaded');
  await thing.load(2);
  expect(thing.loaded()).toBeUndefined();
});
