import { ownRoot, workspaceAt } from '@collapse-bench/harness';
import { siteFiles } from './build/site-files.js';
import { writeSite } from './build/write-site.js';
import { serve } from './serve/serve.js';
import { distFolder } from './site-folder.js';

const PORT = 4173;

// Builds the pages into packages/site/dist; with --serve it then serves them until it is interrupted.
const files = await siteFiles(workspaceAt(ownRoot));
writeSite(files, distFolder);
console.log(
  `wrote ${files.length} files, ${files.filter(({ path }) => path.endsWith('.html')).length} of them pages, to packages/site/dist`,
);
if (process.argv.includes('--serve')) {
  // Where the usual port is taken any other will do.
  const { address } = await serve(distFolder, { port: PORT }).catch(() => serve(distFolder));
  console.log(`${address}  (Ctrl+C ends it)`);
}
