import { describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { MOST_SHARDS, parseShard, shardName } from './shard.js';

describe('--shard', () => {
  test.each(['1/1', '1/3', '3/3', `${MOST_SHARDS}/${MOST_SHARDS}`])('%s is one', (text) => {
    expect(shardName(parseShard(text))).toBe(text);
  });

  test.each([
    '',
    '1',
    '0/3',
    '4/3',
    '1/0',
    '-1/3',
    '1/3/5',
    '1.5/3',
    'a/b',
    ' 1/3',
    '1e0/3',
    `1/${MOST_SHARDS + 1}`,
    '1/9999999999999',
  ])('%j is none', (text) => {
    expect(badInputOf(() => parseShard(text)).complaint).toMatchObject({ found: text });
  });
});
