#!/usr/bin/env node
// Committed, so that package managers can link the command before anything is built; builds on first use.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = new URL('../dist/cli/main.js', import.meta.url);
if (!existsSync(entry)) {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  process.stderr.write('collapse: first use, building the workspace ...\n');
  const build = spawnSync(process.execPath, [compiler, '-b', 'packages/harness', 'benchmarks'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) {
    process.stderr.write('collapse: the build failed (see above); `pnpm build` runs it again\n');
    process.exit(3);
  }
}
// A reader that has seen enough (`collapse list | head`) is no error; the command goes on and keeps its exit code.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
const { main } = await import(entry.href);
// COLLAPSE_ROOT: another workspace than this checkout (its benchmarks/, baselines/ and runs/), for tests and embedding.
process.exitCode = await main(process.argv.slice(2), undefined, process.env.COLLAPSE_ROOT || undefined);
