import type { ColumnMetaData, FileMetaData, PageHeader, SchemaElement, SchemaTree } from 'hyparquet';
import { checkRuns } from './check-runs.js';
import { checkStruct } from './check-thrift.js';
import { snappyBytes } from './snappy.js';

type ReadHeader = (reader: { view: DataView; offset: number }) => PageHeader;

/** A row takes a bit at least, but where thousands in a row are equal, which lines of articles are not. */
const MOST_ROWS_A_BYTE = 8;

/** Encodings of texts in parquet files, but those that nobody writes unless asked to. */
const ENCODINGS = ['PLAIN', 'PLAIN_DICTIONARY', 'RLE_DICTIONARY'];

/**
 * Checks what a parquet file claims of its rows and of the pages of a column of texts, because the library makes room for as many
 * and goes on for as long as the file says.
 *
 * @throws Error for a column of anything else than texts, one for each row or none; for counts, sizes and runs that are missing,
 * negative, or more than a file of its size can hold
 */
export function checkPages(
  file: ArrayBuffer,
  { row_groups: groups }: FileMetaData,
  schema: SchemaTree,
  column: string,
  readHeader: ReadHeader,
): void {
  const most = MOST_ROWS_A_BYTE * file.byteLength;
  const rows = groups.map(({ num_rows }) => Number(num_rows));
  const all = rows.reduce((sum, count) => sum + count, 0);
  if (rows.some((count) => count < 0) || !(all <= most)) {
    throw new Error(`a file of ${file.byteLength} bytes that claims to hold ${all} rows`);
  }
  const leaf = textLeaf(schema, column);
  for (const { columns } of groups) {
    for (const { meta_data: chunk } of columns) {
      if (chunk?.path_in_schema[0] !== column) continue;
      if (chunk.type !== leaf.type) throw new Error(`a column of ${chunk.type}`);
      checkChunk(file, chunk, { most, optional: leaf.repetition_type === 'OPTIONAL' }, readHeader);
    }
  }
}

function textLeaf(schema: SchemaTree, column: string): SchemaElement {
  const { children, element } = schema.children.find((child) => child.element.name === column)!;
  const { type, repetition_type: repeated, converted_type: converted, logical_type: logical } = element;
  if (type !== 'BYTE_ARRAY' || children.length > 0) throw new Error(`a column of ${type ?? 'columns'}`);
  const named = [converted, logical?.type].find((name) => name !== undefined && name !== 'UTF8' && name !== 'STRING');
  if (named !== undefined || schema.element.logical_type !== undefined) throw new Error(`a column of ${named}`);
  if (![repeated, schema.element.repetition_type].every((each) => each !== 'REPEATED')) throw new Error('a column of lists');
  return element;
}

interface Column {
  /** Values that a file of its size can hold. */
  readonly most: number;
  /** Whether each value is preceded by a level that says if it is there. */
  readonly optional: boolean;
}

function checkChunk(file: ArrayBuffer, chunk: ColumnMetaData, column: Column, readHeader: ReadHeader): void {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const length = Number(chunk.total_compressed_size);
  // A view refuses what lies outside of the file.
  const reader = { view: new DataView(file, start, length), offset: 0 };
  let values = 0;
  while (reader.offset < length - 1) {
    checkStruct(reader.view, reader.offset);
    const page = readHeader(reader);
    const {
      compressed_page_size: size,
      data_page_header: data,
      data_page_header_v2: levelled,
      dictionary_page_header: words,
    } = page;
    const counts = [page.uncompressed_page_size, data?.num_values ?? 0, words?.num_values ?? 0];
    const v2 = levelled && [
      levelled.num_values,
      levelled.num_nulls,
      levelled.num_rows,
      levelled.definition_levels_byte_length,
      levelled.repetition_levels_byte_length,
    ];
    values += (data?.num_values ?? 0) + (levelled?.num_values ?? 0) + (words?.num_values ?? 0);
    const whole = [size, ...counts, ...(v2 ?? [])].every((count) => Number.isInteger(count) && count >= 0);
    if (!whole || size > length - reader.offset || values > column.most) {
      throw new Error(`a page that claims ${size} bytes of ${length - reader.offset} and ${values} values`);
    }
    checkPage(page, new Uint8Array(file, start + reader.offset, size), chunk, column);
    reader.offset += size;
  }
}

/** What stands in a page before its values: runs of levels, and for values by their place in a dictionary runs of places. */
function checkPage(page: PageHeader, bytes: Uint8Array, { codec }: ColumnMetaData, { optional }: Column): void {
  const unpacked = (packed: Uint8Array, length: number) => viewOf(codec === 'SNAPPY' ? snappyBytes(packed, length) : packed);
  const { type, uncompressed_page_size: length, data_page_header: data, data_page_header_v2: levelled } = page;
  if (type === 'DATA_PAGE' && data !== undefined) {
    const view = unpacked(bytes, length);
    let at = 0;
    if (optional && data.num_values > 0) {
      checkRuns(view, LENGTH_BYTES, 1, data.num_values);
      at = LENGTH_BYTES + view.getUint32(0, true);
    }
    checkValues(view, at, data);
  } else if (type === 'DATA_PAGE_V2' && levelled !== undefined) {
    const { repetition_levels_byte_length: skipped, definition_levels_byte_length: levels, is_compressed } = levelled;
    if (optional) checkRuns(viewOf(bytes), skipped, 1, levelled.num_values);
    const rest = bytes.subarray(skipped + levels);
    checkValues(is_compressed === false ? viewOf(rest) : unpacked(rest, length - skipped - levels), 0, levelled);
  }
}

const LENGTH_BYTES = 4;

function checkValues(page: DataView, at: number, values: { readonly encoding: string; readonly num_values: number }): void {
  const { encoding, num_values: most } = values;
  if (!ENCODINGS.includes(encoding)) throw new Error(`a page of texts encoded as ${encoding}`);
  if (encoding === 'PLAIN' || at >= page.byteLength) return;
  const width = page.getUint8(at);
  if (width > 32) throw new Error(`a page of words with numbers of ${width} bits`);
  if (width > 0) checkRuns(page, at + 1, width, most);
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);
