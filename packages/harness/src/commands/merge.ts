import path from 'node:path';
import { BadInput, oneLine } from '../errors.js';
import { mergeShards, problemText } from '../shard/merge-shards.js';
import { displayPath } from '../workspace.js';
import type { Command } from './command.js';
import { outFolder } from './selection.js';

export const merge: Command = {
  name: 'merge',
  usage: 'merge DIR... [options]',
  summary: 'make one folder of records of the shards that `--shard` left, and fail unless every cell is there once',
  options: [
    { name: 'out', value: 'DIR', help: 'where records go (default: runs/)' },
    { name: 'json', help: 'print JSON and nothing else' },
  ],
  run: async (args, { workspace, io }) => {
    if (args.positionals.length === 0) {
      const remedy = 'name the folders that `collapse run ... --shard i/n --out DIR` wrote';
      throw new BadInput({ expected: 'folders of shards', found: 'none', remedy });
    }
    const out = outFolder(args, workspace);
    const folders = args.positionals.map((folder) => path.resolve(folder));
    if (folders.includes(out)) {
      const found = `${displayPath(workspace, out)}, which is one of the shards`;
      throw new BadInput({ expected: 'another folder after --out', found, remedy: 'name a folder of its own' });
    }
    const { problems, runs = [] } = mergeShards(workspace, folders, out);
    const code = problems.length > 0 ? 1 : 0;
    if (args.flag('json')) {
      const scenarios = runs.map(({ loaded, result, folder }) => ({
        scenario: loaded.id,
        replicates: result.replicates.length,
        folder,
      }));
      io.out(`${JSON.stringify({ merged: code === 0, problems, scenarios }, null, 2)}\n`);
      return code;
    }
    for (const problem of problems) io.out(`${oneLine(problemText(problem))}\n`);
    const shards = `${folders.length} ${folders.length === 1 ? 'shard' : 'shards'}`;
    if (code !== 0) {
      io.out(`\nNOT merged: ${shards} ${folders.length === 1 ? 'does' : 'do'} not make one run; nothing was written.\n`);
      return code;
    }
    const cells = runs.reduce((sum, { result }) => sum + result.replicates.length, 0);
    io.out(`Merged ${shards} into ${displayPath(workspace, out)}: ${runs.length} scenarios, ${cells} cells.\n`);
    return code;
  },
};
