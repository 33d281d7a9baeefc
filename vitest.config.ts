import { defineConfig } from 'vitest/config';

// Tests read the packages' sources, not their builds: an edit is seen at once.
const conditions = ['source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'benchmarks/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: '100%',
  },
});
