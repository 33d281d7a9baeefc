import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readArguments } from '../cli/arguments.js';
import { merge } from '../commands/merge.js';
import { run } from '../commands/run.js';
import { verify } from '../commands/verify.js';
import { ownRoot } from '../workspace.js';
import { parseShard } from './shard.js';

const commands = { run, verify, merge };

/** The command lines of a file, with the shell's variables filled in, as one that counts from 1 to 20. */
function commandLines(file: string): string[][] {
  const text = readFileSync(path.join(ownRoot, '.github', file), 'utf8');
  return [...text.matchAll(/collapse(?:\.js)? ((?:run|verify|merge)\b[^\n#&]*)/g)].map(([, line]) =>
    line
      .replace(/["'`]/g, '')
      .replaceAll('$SHARD', '2/20')
      .replaceAll('$SUITE', 'default')
      .replaceAll(/\$(SLURM_\w+|i)\b/g, '3')
      .trim()
      .split(/\s+/),
  );
}

test.each([
  ['workflows/shards.yml', ['verify', 'merge', 'verify']],
  ['CLUSTERS.md', ['run', 'run', 'run', 'merge', 'verify', 'run', 'run', 'merge', 'verify', 'run', 'merge', 'verify']],
])('%s says commands that are understood', (file, names) => {
  const lines = commandLines(file);
  expect(lines.map(([name]) => name)).toEqual(names);
  for (const [name, ...argv] of lines) {
    const args = readArguments(argv, commands[name as keyof typeof commands].options);
    const shard = args.text('shard');
    if (shard !== undefined) parseShard(shard);
    args.integer('jobs', 1);
    expect(args.text('out'), argv.join(' ')).toBeDefined();
  }
});
