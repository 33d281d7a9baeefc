import type { TransformerConfig } from './config.js';

/**
 * @throws RangeError on a shape that no model of the family has: counts that are no positive integers, heads that do not divide
 * the width, dropout outside [0, 1), tokens outside the vocabulary, GPT-2 with norms after
 */
export function checkConfig(config: TransformerConfig): void {
  for (const name of ['vocabulary', 'positions', 'width', 'layers', 'heads', 'feedForward'] as const) {
    const count = config[name];
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`expected ${name} to be a positive integer, found ${count}`);
  }
  const { width, heads, dropout, vocabulary, family, normFirst } = config;
  if (width % heads !== 0) throw new RangeError(`expected a width that is a multiple of ${heads} heads, found ${width}`);
  if (!(dropout >= 0 && dropout < 1)) throw new RangeError(`expected dropout of [0, 1), found ${dropout}`);
  for (const name of ['beginToken', 'endToken', 'padToken'] as const) {
    const token = config[name];
    if (token !== undefined && !(Number.isInteger(token) && token >= 0 && token < vocabulary)) {
      throw new RangeError(`expected ${name} to be a token of the vocabulary, 0 to ${vocabulary - 1}, found ${token}`);
    }
  }
  if (family === 'gpt2' && !normFirst) throw new RangeError('expected a GPT-2 with norms first, found normFirst: false');
}
