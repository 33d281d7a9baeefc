import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readWikitext, wikitextArticles } from './wikitext.js';

interface Golden {
  readonly rows: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly bad: Readonly<Record<'id' | 'numbers' | 'nulls', string>>;
}

// Made by benchmarks/peers/goldens/wikitext.py.
const golden = JSON.parse(readFileSync(new URL('wikitext.golden.json', import.meta.url), 'utf8')) as Golden;
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

test.each(Object.entries(golden.files))('rows of a file written %s', async (_, file) => {
  expect(await readWikitext(bytesOf(file))).toEqual(golden.rows);
});

test('bytes that are a part of others', async () => {
  const file = bytesOf(golden.files['as on the hub']);
  const within = new Uint8Array(file.length + 20);
  within.set(file, 10);
  expect(await readWikitext(within.subarray(10, 10 + file.length))).toEqual(golden.rows);
});

test('articles begin at titles, and nothing is lost', () => {
  const articles = wikitextArticles(golden.rows);
  expect(articles.map((article) => article.split('\n')[0])).toEqual([' = Senjō no Valkyria 3 = ', ' = Tower of 1360 = ']);
  expect(articles.join('')).toBe(golden.rows.join(''));
  expect(wikitextArticles(['before \n', '', ' = A = \n', 'x\n'])).toEqual(['before \n', ' = A = \nx\n']);
  expect(wikitextArticles([' = A = \n', 'x\n', '', ' = B = \n'])).toEqual([' = A = \nx\n', ' = B = \n']);
  expect(wikitextArticles(['', ''])).toEqual([]);
});

describe('a file is refused that', () => {
  const whole = bytesOf(golden.files['as on the hub']);
  test.each([
    ['is half there', whole.subarray(0, whole.length / 2), 'found '],
    ['is a page of the web', new TextEncoder().encode('<!DOCTYPE html><html></html>'), 'found '],
    ['is empty', new Uint8Array(0), 'found '],
    ['has no texts', bytesOf(golden.bad.id), 'found a file with columns id'],
    ['has numbers', bytesOf(golden.bad.numbers), 'found a column of INT64'],
    ['has nothing in a row', bytesOf(golden.bad.nulls), 'found null in row 1'],
  ])('%s', async (_, bytes, found) => {
    const reading = readWikitext(bytes);
    await expect(reading).rejects.toThrow(RangeError);
    await expect(reading).rejects.toThrow(`wikitext: expected a parquet file with a column "text" of texts, ${found}`);
  });
});

test('a file whose levels are a run of 2^30 is refused before anybody writes them out', async () => {
  const bytes = bytesOf(golden.files['not compressed']);
  // The levels of the only page: a length of three bytes, a run of all rows, and ones.
  const levels = [3, 0, 0, 0, ((golden.rows.length * 2) & 127) | 128, golden.rows.length >> 6, 1];
  const at = Buffer.from(bytes).indexOf(Uint8Array.from(levels));
  expect(at).toBeGreaterThan(0);
  bytes.set([6, 0, 0, 0, 254, 255, 255, 255, 7, 1], at);
  await expect(readWikitext(bytes)).rejects.toThrow(/with a run of 1073741823$/);
});
