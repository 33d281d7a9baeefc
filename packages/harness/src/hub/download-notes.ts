import type { HubFile } from '@collapse-bench/core';
import type { FetchSettings } from './fetch-part.js';
import { hubTitle } from './hub-names.js';

/** Smaller files come before anybody asks. */
const WORTH_SAYING = 5_000_000;

/** Says that a large file is being fetched, and how far it is at every tenth. */
export function downloadNotes(
  file: HubFile,
  endpoint: string,
  note: (text: string) => void,
): NonNullable<FetchSettings['onProgress']> {
  let said = -1;
  return (received, total) => {
    if (total === undefined || total < WORTH_SAYING) return;
    const tenths = Math.floor((10 * received) / total);
    if (tenths <= said) return;
    const begins = said === -1;
    said = tenths;
    const size = `${(total / 1e6).toFixed(0)} MB`;
    note(`${begins ? `fetching ${hubTitle(file)} from ${endpoint}` : hubTitle(file)}: ${10 * tenths}% of ${size}`);
  };
}
