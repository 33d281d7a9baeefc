import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readArguments } from '../cli/arguments.js';
import { badInputOf } from '../testing/collapse.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';
import { dirtyOption, refuseDirtyTree } from './dirty-tree.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
  workspace.write('benchmarks/scenarios/small/a.json', {});
  workspace.write('.gitignore', 'runs/\n');
});
afterEach(() => workspace.remove());

const accepting = (...argv: string[]) => refuseDirtyTree(readArguments(argv, [dirtyOption]), workspace);
const refused = () => badInputOf(() => accepting()).complaint.found;

function git(...args: string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: workspace.root, stdio: 'ignore' });
}
function commit(): void {
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
}

describe('a baseline is accepted', () => {
  test('from a tree as it was committed', () => {
    commit();
    accepting();
  });

  test('one after the other: what accepting writes is no change, nor what git ignores', () => {
    commit();
    for (const file of ['baselines/small/a.json', 'benchmarks/durations.json', 'benchmarks/LEADERBOARD.md', 'runs/x']) {
      workspace.write(file, '{}');
    }
    accepting();
  });

  test('where there is no repository', () => {
    accepting();
  });

  test('from any tree with --dirty', () => {
    commit();
    workspace.write('benchmarks/scenarios/small/a.json', { changed: true });
    accepting('--dirty');
  });
});

describe('a baseline is refused, naming the files', () => {
  test('after a change', () => {
    commit();
    workspace.write('benchmarks/scenarios/small/a.json', { changed: true });
    expect(refused()).toBe('changes in benchmarks/scenarios/small/a.json');
  });

  test('with a new file, staged or not, whatever its name', () => {
    commit();
    workspace.write('packages/a "b".ts', '');
    expect(refused()).toBe('changes in packages/');
    git('add', '-A');
    expect(refused()).toBe('changes in packages/a "b".ts');
  });

  test('before the first commit', () => {
    git('init', '-q');
    expect(refused()).toMatch(/^changes in \.gitignore, benchmarks\//);
  });

  test('with many changes, of which it names three', () => {
    commit();
    for (const name of ['a', 'b', 'c', 'd', 'e']) workspace.write(name, '');
    expect(refused()).toBe('changes in a, b, c and 2 more');
  });
});
