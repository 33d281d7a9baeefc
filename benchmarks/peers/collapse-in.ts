import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryFolder } from './folders.js';

/** `node collapse-in.js ROOT ARGUMENTS...`: the `collapse` command on the workspace ROOT instead of this checkout. */
const [root, ...argv] = process.argv.slice(2);
const entry = path.join(repositoryFolder, 'packages', 'harness', 'dist', 'cli', 'main.js');
const { main } = (await import(pathToFileURL(entry).href)) as {
  main: (argv: readonly string[], io: undefined, root: string) => Promise<number>;
};
process.exitCode = await main(argv, undefined, root);
