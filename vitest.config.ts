import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: an edit is seen at once.
const conditions = ['source', 'node', 'import', 'module', 'default'];

/** It imports JSON as only bundlers may, and names source maps that it does not bring. */
const workflowParser = /[\\/]@actions[\\/]workflow-parser[\\/].*\.js$/;

export default defineConfig({
  plugins: [
    {
      name: 'workflow-parser',
      enforce: 'pre',
      load: (file) => (workflowParser.test(file) ? readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, '') : null),
    },
  ],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'benchmarks/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: '100%',
    server: { deps: { inline: [/@actions[\\/]workflow-parser/] } },
  },
});
