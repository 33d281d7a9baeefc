import type { ColumnMetaData, FileMetaData, PageHeader } from 'hyparquet';

type ReadHeader = (reader: { view: DataView; offset: number }) => PageHeader;

/** A row takes a bit at least, but where thousands in a row are equal, which lines of articles are not. */
const MOST_ROWS_A_BYTE = 8;

/**
 * Checks what a parquet file claims of its rows and of the pages of a column, because the library makes room for as many and
 * goes on for as long as the file says.
 *
 * @throws Error for counts and sizes that are missing, negative, or more than a file of its size can hold
 */
export function checkPages(
  file: ArrayBuffer,
  { row_groups: groups }: FileMetaData,
  column: string,
  readHeader: ReadHeader,
): void {
  const most = MOST_ROWS_A_BYTE * file.byteLength;
  const rows = groups.map(({ num_rows }) => Number(num_rows));
  const all = rows.reduce((sum, count) => sum + count, 0);
  if (rows.some((count) => count < 0) || !(all <= most)) {
    throw new Error(`a file of ${file.byteLength} bytes that claims to hold ${all} rows`);
  }
  for (const { columns } of groups) {
    for (const { meta_data: chunk } of columns) {
      if (chunk?.path_in_schema[0] === column) checkChunk(file, chunk, most, readHeader);
    }
  }
}

function checkChunk(file: ArrayBuffer, chunk: ColumnMetaData, most: number, readHeader: ReadHeader): void {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const length = Number(chunk.total_compressed_size);
  // A view refuses what lies outside of the file.
  const reader = { view: new DataView(file, start, length), offset: 0 };
  let values = 0;
  while (reader.offset < length - 1) {
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
    if (!whole || size > length - reader.offset || values > most) {
      throw new Error(`a page that claims ${size} bytes of ${length - reader.offset} and ${values} values`);
    }
    reader.offset += size;
  }
}
