import type { HubFile } from '@collapse-bench/core';
import { expect, test } from 'vitest';
import { downloadNotes } from './download-notes.js';

const file: HubFile = { kind: 'model', repo: 'facebook/opt-125m', revision: 'main', file: 'model.safetensors' };

test('each tenth is said once, the first with where it comes from', () => {
  const notes: string[] = [];
  const onProgress = downloadNotes(file, 'http://mirror', (text) => notes.push(text));
  for (let received = 0; received <= 250e6; received += 6.25e6) onProgress(received, 250e6);
  const title = 'model.safetensors of model facebook/opt-125m, revision main';
  expect(notes[0]).toBe(`fetching ${title} from http://mirror: 0% of 250 MB`);
  expect(notes.slice(1)).toEqual(Array.from({ length: 10 }, (_, i) => `${title}: ${10 * (i + 1)}% of 250 MB`));
});

test('nothing is said of small files, or of those of no known size', () => {
  const onProgress = downloadNotes(file, 'http://mirror', (text) => expect.unreachable(text));
  onProgress(10, 20);
  onProgress(10, undefined);
});
