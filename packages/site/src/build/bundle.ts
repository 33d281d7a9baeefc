import path from 'node:path';
import { build } from 'esbuild';
import type { SiteFile } from '../html/page.js';
import { siteFolder } from '../site-folder.js';

/**
 * Scripts and styles for browsers, minified. Scripts are classic ones, each whole in itself: browsers fetch no modules from the file
 * system. `asset.ts` of the client folder becomes `assets/asset.js`.
 *
 * @param entries below src/, such as `client/site.ts`
 */
export async function bundled(entries: readonly string[]): Promise<SiteFile[]> {
  const { outputFiles } = await build({
    absWorkingDir: siteFolder,
    entryPoints: entries.map((entry) => ({ in: path.join('src', entry), out: path.basename(entry).replace(/\.\w+$/, '') })),
    outdir: 'assets',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    // The packages' sources, so that pages need no build of them.
    conditions: ['source'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles
    .map(({ path: file, text }) => ({ path: path.relative(siteFolder, file).split(path.sep).join('/'), content: text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
