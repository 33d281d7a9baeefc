import { describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { type FormatStep, newestVersion, upgraded } from './format-version.js';

// Two changes as they happen: a field gets another name, then another unit.
const renamed: FormatStep = ({ time, ...rest }) => ({ ...rest, seconds: time });
const inMilliseconds: FormatStep = ({ seconds, ...rest }) => ({ ...rest, milliseconds: 1000 * Number(seconds) });
const STEPS = [renamed, inMilliseconds];

describe('a file', () => {
  test.each<[string, object]>([
    ['the first version', { formatVersion: 1, name: 'a', time: 2 }],
    ['the version between', { formatVersion: 2, name: 'a', seconds: 2 }],
    ['the newest version', { formatVersion: 3, name: 'a', milliseconds: 2000 }],
  ])('of %s is read as one of the newest', (_, file) => {
    const before = structuredClone(file);
    expect(upgraded(STEPS, file, 'x.json')).toEqual({ formatVersion: 3, name: 'a', milliseconds: 2000 });
    expect(file).toEqual(before);
  });

  test.each([undefined, null, [], 3, 'x', {}, { name: 'a' }])('that says no version is left to its schema: %j', (raw) => {
    expect(upgraded(STEPS, raw, 'x.json')).toBe(raw);
  });

  test.each([4, 2 ** 40, 0, -1, 1.5, '1', null, [1]])('of version %j is refused in one line', (formatVersion) => {
    const { message } = badInputOf(() => upgraded(STEPS, { formatVersion, time: 2 }, 'x.json'));
    expect(message).toBe(
      `x.json /formatVersion: expected a format from 1 to 3, got ${JSON.stringify(formatVersion)}; read it with the version of collapse-bench that wrote it, or make it anew (\`collapse accept\` for a baseline)`,
    );
  });
});

test('the first version is 1', () => {
  expect(newestVersion([])).toBe(1);
  expect(newestVersion(STEPS)).toBe(3);
});
