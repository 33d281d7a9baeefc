import type { FileMetaData, PageHeader } from 'hyparquet';
import { expect, test } from 'vitest';
import { checkPages } from './check-pages.js';

/** A file of 100 bytes with one row group, whose one page has a header of 10 bytes. */
function check(rows: number, header: object, column = 'text'): void {
  const chunk = { path_in_schema: [column], data_page_offset: 4n, total_compressed_size: 60n };
  const metadata = { row_groups: [{ num_rows: BigInt(rows), columns: [{ meta_data: chunk }] }] } as unknown as FileMetaData;
  checkPages(new ArrayBuffer(100), metadata, 'text', (reader) => {
    reader.offset += 10;
    return header as PageHeader;
  });
}

const page = { compressed_page_size: 50, uncompressed_page_size: 90, data_page_header: { num_values: 7 } };

test('a page within its column passes, and other columns are not looked at', () => {
  check(7, page);
  check(7, {}, 'id');
});

test.each<[string, number, object]>([
  ['2^40 rows', 2 ** 40, page],
  ['fewer rows than none', -1, page],
  ['a page without a size', 7, { ...page, compressed_page_size: undefined }],
  ['a page of a negative size', 7, { ...page, compressed_page_size: -10 }],
  ['a page beyond its column', 7, { ...page, compressed_page_size: 51 }],
  ['2^31 values', 7, { ...page, data_page_header: { num_values: 2 ** 31 - 1 } }],
  ['2^31 words', 7, { ...page, dictionary_page_header: { num_values: 2 ** 31 - 1 } }],
  ['levels without a length', 7, { ...page, data_page_header_v2: { num_values: 7, num_nulls: 0, num_rows: 7 } }],
])('%s are refused', (_, rows, header) => {
  expect(() => check(rows, header)).toThrow(/that claims/);
});
