// Runs a TypeScript module of this package in a process of its own, as the tests see it: from sources.
// node from-sources.mjs FILE ARGUMENTS...: calls the module's `main` with the arguments.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const vite = createRequire(createRequire(import.meta.url).resolve('vitest/package.json')).resolve('vite');
const { createServer } = await import(pathToFileURL(vite).href);
const server = await createServer({
  root,
  configFile: fileURLToPath(new URL('../../../../../vitest.config.ts', import.meta.url)),
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const [file, ...argv] = process.argv.slice(2);
const { main } = await server.ssrLoadModule(file);
await main(...argv);
await server.close();
