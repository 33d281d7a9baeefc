import type { FileMetaData, PageHeader, SchemaElement, SchemaTree } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { checkPages } from './check-pages.js';

const leaf: Partial<SchemaElement> = { name: 'text', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', converted_type: 'UTF8' };

/** A schema of one column. */
function schema(element: object = leaf, root: object = {}, children: readonly object[] = []): SchemaTree {
  const column = { element: { ...leaf, ...element }, children };
  return { element: { name: 'schema', ...root }, children: [column] } as unknown as SchemaTree;
}

/** A file of 100 bytes with one row group, whose one page has a header of 10 bytes. The page's own bytes are given from its start. */
function check(rows: number, header: object, column = 'text', bytes: readonly number[] = [], tree = schema()): void {
  const chunk = { path_in_schema: [column], type: 'BYTE_ARRAY', data_page_offset: 4n, total_compressed_size: 60n };
  const metadata = { row_groups: [{ num_rows: BigInt(rows), columns: [{ meta_data: chunk }] }] } as unknown as FileMetaData;
  const file = new Uint8Array(100);
  file.set(bytes, 14);
  checkPages(file.buffer, metadata, tree, 'text', (reader) => {
    reader.offset += 10;
    return header as PageHeader;
  });
}

const data = { num_values: 7, encoding: 'PLAIN' };
const page = { type: 'DATA_PAGE', compressed_page_size: 50, uncompressed_page_size: 50, data_page_header: data };
/** Seven levels as one run of ones, preceded by their length. */
const LEVELS = [2, 0, 0, 0, 14, 1];

test('a page within its column passes, and other columns are not looked at', () => {
  check(7, page, 'text', LEVELS);
  check(7, {}, 'id');
});

test.each<[string, number, object]>([
  ['2^40 rows', 2 ** 40, page],
  ['fewer rows than none', -1, page],
  ['a page without a size', 7, { ...page, compressed_page_size: undefined }],
  ['a page of a negative size', 7, { ...page, compressed_page_size: -10 }],
  ['a page beyond its column', 7, { ...page, compressed_page_size: 51 }],
  ['2^31 values', 7, { ...page, data_page_header: { ...data, num_values: 2 ** 31 - 1 } }],
  ['2^31 words', 7, { ...page, dictionary_page_header: { num_values: 2 ** 31 - 1 } }],
  ['levels without a length', 7, { ...page, data_page_header_v2: { num_values: 7, num_nulls: 0, num_rows: 7 } }],
])('%s are refused', (_, rows, header) => {
  expect(() => check(rows, header)).toThrow(/that claims/);
});

describe('runs within a page are refused that claim', () => {
  const indices = { ...page, data_page_header: { ...data, encoding: 'RLE_DICTIONARY' } };
  const v2 = {
    num_nulls: 0,
    num_rows: 7,
    is_compressed: false,
    repetition_levels_byte_length: 0,
    definition_levels_byte_length: 2,
  };
  const levelled = { ...page, type: 'DATA_PAGE_V2', data_page_header: undefined };
  const endless = [254, 255, 255, 255, 7, 1];

  test.each<[string, object, readonly number[]]>([
    ['2^30 levels', page, [6, 0, 0, 0, ...endless]],
    ['2^30 places in a dictionary', indices, [...LEVELS, 3, ...endless]],
    ['2^30 levels of the second version', { ...levelled, data_page_header_v2: { ...data, ...v2 } }, endless],
    [
      '2^30 places of the second version',
      { ...levelled, data_page_header_v2: { ...data, ...v2, encoding: 'RLE_DICTIONARY' } },
      [14, 1, 3, ...endless],
    ],
  ])('%s', (_, header, bytes) => {
    expect(() => check(7, header, 'text', bytes)).toThrow(/with a run of 1073741823$/);
  });

  test('numbers of 33 bits', () => {
    expect(() => check(7, indices, 'text', [...LEVELS, 33])).toThrow(/33 bits/);
  });
});

test.each<[string, SchemaTree, string]>([
  ['numbers', schema({ type: 'INT64' }), 'a column of INT64'],
  ['columns', schema({ type: undefined }, {}, [{}]), 'a column of columns'],
  ['places on a globe', schema({ converted_type: undefined, logical_type: { type: 'GEOMETRY' } }), 'a column of GEOMETRY'],
  ['lists', schema({ repetition_type: 'REPEATED' }), 'a column of lists'],
  ['lists at the root', schema({}, { repetition_type: 'REPEATED' }), 'a column of lists'],
])('%s are no texts', (_, tree, message) => {
  expect(() => check(7, page, 'text', LEVELS, tree)).toThrow(message);
});

test('texts are refused in encodings that nobody writes unless asked to', () => {
  const header = { ...page, data_page_header: { ...data, encoding: 'DELTA_BYTE_ARRAY' } };
  expect(() => check(7, header, 'text', LEVELS)).toThrow('a page of texts encoded as DELTA_BYTE_ARRAY');
});
