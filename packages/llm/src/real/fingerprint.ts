import { streamKey } from '@collapse-bench/core';

/** 32 hexadecimal digits that stand for any JSON value: what is kept on a machine is named by all that it depends on. */
export function fingerprint(value: unknown): string {
  return Array.from(streamKey(0, JSON.stringify(value)), (word) => word.toString(16).padStart(8, '0')).join('');
}
