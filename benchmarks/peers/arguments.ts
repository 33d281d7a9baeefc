import { nearNames } from '@collapse-bench/harness';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'measure'; readonly names: readonly string[]; readonly json: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads `[name...] [--json]`.
 *
 * @param known every name; @param usual those that run when none is given
 */
export function readRequest(argv: readonly string[], known: readonly string[], usual: readonly string[]): Request {
  const options = ['--json', '--help', '-h'];
  // Package managers hand on the `--` between their own arguments and ours.
  const words = argv.filter((word) => word !== '--');
  for (const word of words) {
    const names = word.startsWith('-') ? options : known;
    if (names.includes(word)) continue;
    const what = word.startsWith('-') ? 'an option' : 'a comparison';
    const reason = `expected ${what} (${names.join(', ')}), got "${word}"${nearNames(word, names)}; \`pnpm peers --help\` explains them`;
    return { kind: 'refused', reason };
  }
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  const named = new Set(words.filter((word) => !word.startsWith('-')));
  const names = named.size === 0 ? usual : known.filter((name) => named.has(name));
  return { kind: 'measure', names, json: words.includes('--json') };
}
