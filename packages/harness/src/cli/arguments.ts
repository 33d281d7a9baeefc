import { parseArgs } from 'node:util';
import { BadInput } from '../errors.js';
import { nearNames } from '../near-names.js';

/** A command-line option: how it is written and what it means, in the order that help shows. */
export interface Option {
  readonly name: string;
  /** What follows the name, e.g. `N`; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

export interface Arguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** An option's whole number from `minimum` to `maximum`, by default the largest safe integer. */
  integer(name: string, minimum: number, maximum?: number): number | undefined;
}

/** Reads a command's arguments; everything that is not understood is a BadInput. */
export function readArguments(argv: readonly string[], options: readonly Option[]): Arguments {
  const declared = Object.fromEntries(
    options.map(({ name, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: declared, allowPositionals: true, strict: false, tokens: true });
  const positionals: string[] = [];
  const values = new Map<string, string | true>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) {
      const names = options.map(({ name }) => `--${name}`);
      const found = `${token.rawName}${nearNames(token.rawName, names)}`;
      throw new BadInput({ expected: `one of ${names.join(', ')}`, found, remedy: '`collapse help` explains them' });
    }
    if (option.value !== undefined && (!token.value || token.value.startsWith('--'))) {
      const expected = `a value after --${option.name}`;
      throw new BadInput({ expected, found: 'none', remedy: `write --${option.name} ${option.value}` });
    }
    if (option.value === undefined && token.value !== undefined) {
      const found = `--${option.name}=${token.value}`;
      throw new BadInput({ expected: `--${option.name} without a value`, found, remedy: 'drop the value' });
    }
    if (values.has(option.name)) {
      throw new BadInput({ expected: `--${option.name} once`, found: 'it twice', remedy: 'keep one of the two' });
    }
    values.set(option.name, token.value ?? true);
  }
  const text = (name: string) => values.get(name) as string | undefined;
  return {
    positionals,
    text,
    flag: (name) => values.has(name),
    integer: (name, minimum, maximum = Number.MAX_SAFE_INTEGER) => {
      const written = text(name);
      if (written === undefined) return undefined;
      const value = /^[+-]?\d+$/.test(written) ? Number(written) : Number.NaN;
      if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
      const expected = `--${name} to be a whole number from ${minimum} to ${maximum}`;
      throw new BadInput({ expected, found: written, remedy: 'change the value' });
    },
  };
}
