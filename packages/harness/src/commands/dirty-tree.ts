import type { Arguments, Option } from '../cli/arguments.js';
import { BadInput } from '../errors.js';
import { git } from '../run/git.js';
import type { Workspace } from '../workspace.js';

/** Of every command that writes a baseline. */
export const dirtyOption: Option = {
  name: 'dirty',
  help: 'although files have changed since the last commit: then no commit says what made it',
};

/** What accepting writes, and what is made of baselines alone: so that one may be accepted after the other. */
const WRITTEN = ['baselines', 'benchmarks/durations.json', 'benchmarks/LEADERBOARD.md', 'benchmarks/leaderboard.json'];
/** Most files that a complaint names. */
const NAMED = 3;

/**
 * A baseline is what a commit computes. Nothing is refused where there is no repository.
 *
 * @throws BadInput when files of the workspace differ from its last commit, new ones that git does not ignore among them
 */
export function refuseDirtyTree(args: Arguments, { root }: Workspace): void {
  if (args.flag('dirty')) return;
  const files = dirtyFiles(root);
  if (files.length === 0) return;
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  throw new BadInput({
    expected: 'a tree without changes since its last commit',
    found: `changes in ${files.slice(0, NAMED).join(', ')}${more}`,
    remedy: 'commit them first, so that a commit says what made the baseline (or --dirty)',
  });
}

function dirtyFiles(root: string): string[] {
  const status = git(
    root,
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--',
    '.',
    ...WRITTEN.map((file) => `:(exclude)${file}`),
  );
  // Two letters, a blank and the name, which -z leaves as it is.
  return (status ?? '').split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]));
}
