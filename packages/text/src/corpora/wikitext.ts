import { checkPages } from './check-pages.js';
import { checkStruct } from './check-thrift.js';
import { snappyBytes } from './snappy.js';

/**
 * Rows of a parquet file of the dataset `wikitext` (Merity et al. 2016), in order: a row is a line of an article with its line
 * end, such as `" = Valkyria Chronicles III = \n"`, or empty between paragraphs. Text one after the other is the corpus. The
 * reader of parquet files is loaded here and not before.
 *
 * @param bytes the whole file
 * @throws RangeError if it is no parquet file with a column `text` of texts
 */
export async function readWikitext(bytes: Uint8Array): Promise<readonly string[]> {
  const { parquetMetadata, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const { parquetHeader } = await import('hyparquet/src/column.js');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const reading = async () => {
    checkFooter(new DataView(file));
    const metadata = parquetMetadata(file);
    const columns = metadata.schema.slice(1).map(({ name }) => name);
    const schema = parquetSchema(metadata);
    if (!schema.children.some(({ element }) => element.name === 'text')) {
      throw new Error(`a file with columns ${columns.join(', ')}`);
    }
    checkPages(file, metadata, schema, 'text', parquetHeader);
    return await parquetReadObjects({ file, metadata, columns: ['text'], compressors: { SNAPPY: snappyBytes } });
  };
  const rows = await reading().catch((cause: Error) => {
    throw refused(cause.message, cause);
  });
  return rows.map(({ text }, i) => {
    if (typeof text !== 'string') throw refused(`${text === null ? 'null' : typeof text} in row ${i}`);
    return text;
  });
}

/** A file ends in what it holds, how long that is, and four letters. */
function checkFooter(file: DataView): void {
  const end = file.byteLength - 8;
  const length = end < 0 ? 0 : file.getUint32(end, true);
  if (length > end) throw new Error(`a file of ${file.byteLength} bytes that claims a footer of ${length}`);
  checkStruct(new DataView(file.buffer, end - length, length), 0);
}

function refused(found: string, cause?: Error): RangeError {
  return new RangeError(`wikitext: expected a parquet file with a column "text" of texts, found ${found}`, { cause });
}

/** The title of an article; sections have their equals signs apart, as in `" = = Plot = = \n"`. */
const TITLE = /^ = (?!= ).* = \n$/;

/**
 * The articles that the rows make up: each begins with its title, which follows an empty row. What stands before the first
 * title belongs to none and is left out unless it says something, in which case it is an article of its own.
 */
export function wikitextArticles(rows: readonly string[]): readonly string[] {
  const starts = rows.flatMap((row, i) => (TITLE.test(row) && (i === 0 || rows[i - 1].trim() === '') ? [i] : []));
  return [0, ...starts.filter((start) => start > 0)]
    .map((start, i, all) => rows.slice(start, all[i + 1]).join(''))
    .filter((article) => article.trim() !== '');
}
