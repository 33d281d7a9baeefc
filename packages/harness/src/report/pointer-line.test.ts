import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointerLine } from './pointer-line.js';

const text = `{
  "title": "A {brace}, a \\"quote\\" and a [bracket]",
  "system": { "id": "x",
    "mean": [0,
      1] },
  "metrics": [
    "a",
    {"title": 1}
  ],
  "a/b": 1,
  "m~n":
    2
}
`;

describe('the line of a JSON pointer', () => {
  test.each<[string, number]>([
    ['', 1],
    ['/', 1],
    ['/title', 2],
    ['/system', 3],
    ['/system/id', 3],
    ['/system/mean', 4],
    ['/system/mean/0', 4],
    ['/system/mean/1', 5],
    ['/metrics', 6],
    ['/metrics/0', 7],
    ['/metrics/1', 8],
    ['/metrics/1/title', 8],
    ['/a~1b', 10],
    ['/m~0n', 11],
    // What is missing is said where it should be.
    ['/system/ddof', 3],
    ['/metrics/7', 6],
    ['/nothing', 1],
  ])('%j is on line %d', (pointer, line) => {
    expect(pointerLine(text, pointer)).toBe(line);
  });

  test('an empty text, and one that is cut off, have lines too', () => {
    expect(pointerLine('', '/a')).toBe(1);
    expect(pointerLine('{\n"a": {\n"b": [1,', '/a/b/0')).toBe(3);
    expect(pointerLine('{\n"a": {\n"b": "unt', '/a/b')).toBe(3);
    expect(pointerLine('}}]]', '/a')).toBe(1);
  });

  test('of any JSON: where a mark appears that stands there instead', () => {
    const mark = 'the value that is marked';
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, choice) => {
        const places = pointersOf(value);
        const { pointer, path } = places[choice % places.length];
        const marked = JSON.stringify(replaced(value, path, mark), null, 2);
        expect(pointerLine(JSON.stringify(value, null, 2), pointer)).toBe(
          marked.slice(0, marked.indexOf(mark)).split('\n').length,
        );
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

type Json = ReturnType<typeof JSON.parse>;

function pointersOf(value: Json, pointer = '', path: string[] = []): { pointer: string; path: string[] }[] {
  if (value === null || typeof value !== 'object') return [{ pointer, path }];
  const below = Object.keys(value).flatMap((key) =>
    pointersOf(value[key], `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, [...path, key]),
  );
  return [{ pointer, path }, ...below];
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? replaced(item, rest, by) : item));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]));
}
