import { expect, test } from 'vitest';
import { sourceFiles } from '../architecture/source-files.js';

test('what speaks with a Redis is loaded when a queue is asked for, and not before', () => {
  const importing = sourceFiles().filter(({ text }) => /from '(bullmq|ioredis)'|import\('(bullmq|ioredis)'\)/.test(text));
  expect(importing.length).toBeGreaterThan(2);
  const early = importing.filter(({ text }) => /^import (?!type\b)[^;]*from '(bullmq|ioredis)'/m.test(text));
  expect(early.map(({ file }) => file)).toEqual([]);
});
