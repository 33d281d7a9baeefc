import { describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { type Option, readArguments } from './arguments.js';

const options: Option[] = [
  { name: 'seed', value: 'N', help: '' },
  { name: 'out', value: 'DIR', help: '' },
  { name: 'json', help: '' },
];
const read = (...argv: string[]) => readArguments(argv, options);
const refused = (...argv: string[]) => badInputOf(() => read(...argv).integer('seed', 0)).complaint;

describe('arguments', () => {
  test('positionals, values and switches in any order', () => {
    const args = read('a', '--seed', '7', 'b/*', '--json', '--out=some/where', 'c');
    expect(args.positionals).toEqual(['a', 'b/*', 'c']);
    expect(args.integer('seed', 0)).toBe(7);
    expect(args.text('out')).toBe('some/where');
    expect(args.flag('json')).toBe(true);
  });

  test('what is absent is undefined or false', () => {
    const args = read();
    expect(args.positionals).toEqual([]);
    expect(args.integer('seed', 0)).toBeUndefined();
    expect(args.text('out')).toBeUndefined();
    expect(args.flag('json')).toBe(false);
  });

  test('after -- everything is positional', () => {
    expect(read('--', '--seed', '-x').positionals).toEqual(['--seed', '-x']);
  });

  test('an unknown option answers with the known ones and near names', () => {
    expect(refused('--sed', '1')).toMatchObject({
      expected: 'one of --seed, --out, --json',
      found: '--sed (did you mean --seed?)',
    });
    for (const option of ['-x', '-7', '--Seed', '--no-json', '--__proto__', '--constructor=1', '--seed-']) {
      expect(refused(option).expected).toBe('one of --seed, --out, --json');
    }
  });

  test.each([[['--seed']], [['--seed', '--json']], [['--seed=']], [['--out', '']]])('%j lacks a value', (argv) => {
    expect(refused(...argv).expected).toMatch(/^a value after --(seed|out)$/);
  });

  test('a switch takes no value', () => {
    expect(refused('--json=yes')).toMatchObject({ expected: '--json without a value', found: '--json=yes' });
    expect(refused('--json=')).toMatchObject({ expected: '--json without a value' });
  });

  test('an option is given once', () => {
    expect(refused('--seed', '1', '--seed', '2')).toMatchObject({ expected: '--seed once' });
    expect(refused('--json', '--json')).toMatchObject({ expected: '--json once' });
  });

  test.each([
    '1.5',
    '-1',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    'one',
    ' 1',
    '1 ',
    '١',
    '9007199254740992',
    '9007199254740993',
    '99999999999999999999',
  ])('--seed %j is no whole number from 0', (written) => {
    expect(refused('--seed', written)).toMatchObject({
      expected: '--seed to be a whole number from 0 to 9007199254740991',
      found: written,
    });
  });

  test('whole numbers have a least and a largest value', () => {
    expect(read('--seed', '9007199254740991').integer('seed', 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(read('--seed', '0').integer('seed', 0)).toBe(0);
    expect(read('--seed', '+4').integer('seed', 0)).toBe(4);
    expect(read('--seed', '8').integer('seed', 1, 8)).toBe(8);
    expect(() => read('--seed', '0').integer('seed', 1)).toThrow('from 1');
    expect(() => read('--seed', '9').integer('seed', 1, 8)).toThrow('from 1 to 8');
  });
});
