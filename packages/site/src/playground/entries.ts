/** Sources that run in a browser, from `src/`: the page's own script, and the worker that computes. `bundlePlayground` makes one script of both. */
export const playgroundEntries: readonly string[] = ['playground/client.ts', 'playground/worker.ts'];
