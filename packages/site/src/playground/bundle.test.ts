import { createContext, runInContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { siteFolder } from '../site-folder.js';
import { bundlePlayground } from './bundle.js';
import { playgroundMitigations, playgroundSystems } from './catalog.js';
import { playgroundCss } from './css.js';
import { playgroundPage } from './page.js';

/** Of a page, uncompressed, of which the site's own frame takes a part. */
const MOST_BYTES = 250_000;

test('the script is the same every time, light enough, and brings nothing that belongs to Node', async () => {
  const script = await bundlePlayground();
  expect(await bundlePlayground()).toBe(script);
  const { body } = playgroundPage();
  expect(Buffer.byteLength(script + body + playgroundCss)).toBeLessThan(MOST_BYTES);
  const worker = gunzipSync(Buffer.from(script.match(/startPlayground\("([^"]+)"\)/)![1], 'base64')).toString();
  expect(worker).toContain('w2-squared');
  expect(script + worker).not.toMatch(/\brequire\("|["']node:|\bprocess\.(?:env|versions)/);
  expect(worker).not.toMatch(/https?:\/\/(?!json-schema)/);
});

test('the schemas in the bundle are those of the packages', async () => {
  const { outputFiles } = await build({
    absWorkingDir: siteFolder,
    entryPoints: ['src/playground/catalog.ts'],
    alias: { typebox: `${siteFolder}/src/playground/plain-schema.ts` },
    conditions: ['source'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'catalog',
    platform: 'browser',
  });
  const optionsOf = '[...catalog.playgroundSystems, ...catalog.playgroundMitigations].map(({ options }) => options)';
  const found = runInContext(`${outputFiles[0].text}\nJSON.stringify(${optionsOf})`, createContext({}));
  const expected = [...playgroundSystems, ...playgroundMitigations].map(({ options }) => options);
  expect(JSON.parse(found)).toEqual(JSON.parse(JSON.stringify(expected)));
});
