/** Files that all fuzz tests together read, roughly. */
const FILES = 5000;

/**
 * Settings of fast-check for one property of a fuzz test. FUZZ_FILES and FUZZ_SEED are for long searches.
 *
 * @param part of all files, such as 0.02
 */
export function fuzzSettings(part: number): { readonly seed: number; readonly numRuns: number } {
  const { FUZZ_FILES = FILES, FUZZ_SEED = 20230517 } = process.env;
  return { seed: Number(FUZZ_SEED), numRuns: Math.ceil(part * Number(FUZZ_FILES)) };
}
