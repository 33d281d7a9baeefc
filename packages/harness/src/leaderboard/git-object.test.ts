import { expect, test } from 'vitest';
import { gitObject } from './git-object.js';

test('texts have the names that git hash-object gives them', () => {
  expect(gitObject('')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(gitObject('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  // Bytes are counted, not characters: printf '\303\244\n' | git hash-object --stdin
  expect(gitObject('ä\n')).toBe('8be8316c70848caa99b9b3086c64976e82d1c17d');
});
