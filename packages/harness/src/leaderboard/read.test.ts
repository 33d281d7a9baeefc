import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { readLeaderboard } from './read.js';

const workspace = temporaryWorkspace();
afterAll(() => workspace.remove());
const committed = JSON.parse(readFileSync(path.join(ownRoot, 'benchmarks', 'leaderboard.json'), 'utf8'));

test('the committed leaderboard is read as it is', () => {
  expect(readLeaderboard(workspaceAt(ownRoot))).toEqual(committed);
});

test.each<[string, unknown, RegExp]>([
  ['a newer version', { ...committed, formatVersion: 2 }, /leaderboard\.json \/formatVersion: expected format 1, got 2; /],
  ['no version', { ...committed, formatVersion: undefined }, /\/formatVersion: expected this field, got nothing; /],
  ['an edited field', { ...committed, aspect: 'chance' }, /\/aspect: expected "risk", got "chance"; /],
  ['half a file', JSON.stringify(committed).slice(0, 5000), /leaderboard\.json: expected JSON, /],
])('%s is refused in one line', (_, content, message) => {
  workspace.write('benchmarks/leaderboard.json', content);
  const complaint = badInputOf(() => readLeaderboard(workspace)).message;
  expect(complaint).toMatch(message);
  expect(complaint).not.toContain('\n');
});
