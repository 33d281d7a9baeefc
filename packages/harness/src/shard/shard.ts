import { BadInput } from '../errors.js';

/** One of `count` parts of a run, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const MOST_SHARDS = 10_000;

export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}

/** Reads `i/n`. */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  const expected = `--shard to be i/n with 1 <= i <= n <= ${MOST_SHARDS}`;
  throw new BadInput({ expected, found: text, remedy: 'write --shard 1/3 for the first of three parts' });
}
