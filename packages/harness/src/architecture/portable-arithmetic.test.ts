import { describe, expect, test } from 'vitest';
import { codeOnly, sourceFiles } from './source-files.js';

/** Correctly rounded or exact by the language's own definition, so the same on every engine. */
const portable = new Set(
  [
    'abs',
    'ceil',
    'clz32',
    'floor',
    'fround',
    'imul',
    'max',
    'min',
    'round',
    'sign',
    'sqrt',
    'trunc',
    'PI',
    'LN2',
    'E',
    'SQRT2',
  ].concat(['SQRT1_2', 'LN10', 'LOG2E', 'LOG10E']),
);

const banned: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\bDate\b/g, why: 'a clock' },
  { pattern: /\bperformance\b/g, why: 'a clock' },
  { pattern: /\bcrypto\b/g, why: 'a random source' },
  // Literal powers of two are exact everywhere.
  {
    pattern: /(?<!\b2 )\*\*|\*\*(?! -?\d)/g,
    why: 'exponentiation, whose bits each engine chooses (use pow from special.ts, or multiply)',
  },
];

function offences(file: string, text: string): string[] {
  const code = codeOnly(text);
  const line = (index: number) => code.slice(0, index).split('\n').length;
  const math = [...code.matchAll(/\bMath\s*\.\s*(\w+)/g)]
    .filter((match) => !portable.has(match[1]))
    .map((match) => `${file}:${line(match.index)} uses Math.${match[1]}`);
  const indirect = [...code.matchAll(/\bMath\b(?!\s*\.)/g)].map((match) => `${file}:${line(match.index)} takes Math apart`);
  const others = banned.flatMap(({ pattern, why }) =>
    [...code.matchAll(pattern)].map((match) => `${file}:${line(match.index)} uses ${match[0]}: ${why}`),
  );
  return [...math, ...indirect, ...others];
}

describe('below the harness', () => {
  test('arithmetic gives the same bits on every machine, and nothing reads a clock or an ambient random source', () => {
    const below = sourceFiles().filter(({ package: name }) => !['harness', 'site'].includes(name));
    expect(below.length).toBeGreaterThan(10);
    expect(below.flatMap(({ file, text }) => offences(file, text))).toEqual([]);
  });

  test('the check sees what it bans', () => {
    expect(offences('x.ts', 'const a = Math.exp(1);\nconst b = 2 ** a;')).toEqual([
      'x.ts:1 uses Math.exp',
      'x.ts:2 uses **: exponentiation, whose bits each engine chooses (use pow from special.ts, or multiply)',
    ]);
    expect(offences('x.ts', 'const { log } = Math; Date.now(); Math.random();')).toHaveLength(3);
    expect(offences('x.ts', '// Math.exp\nconst s = "Math.log";')).toEqual([]);
  });
});
