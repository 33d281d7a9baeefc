import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { siteFolder } from '../site-folder.js';
import { playgroundEntries } from './entries.js';

/**
 * The playground as one classic script: the page's part, and the worker's script as compressed text that becomes a Blob. So the
 * page works from the file system, where no script of another file may start a worker; uncompressed, the worker alone would
 * weigh what a whole page may.
 */
export async function bundlePlayground(): Promise<string> {
  const [client, worker] = await Promise.all(playgroundEntries.map(bundled));
  const packed = gzipSync(worker, { level: 9 }).toString('base64');
  return `(function(){${client}\nclient.startPlayground("${packed}")})();\n`;
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: siteFolder,
    entryPoints: [path.join('src', entry)],
    alias: { typebox: path.join(siteFolder, 'src', 'playground', 'plain-schema.ts') },
    // The packages' sources, so that pages need no build of them.
    conditions: ['source'],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: path.basename(entry, '.ts'),
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}
