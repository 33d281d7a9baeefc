import type { TextPicture } from '@collapse-bench/core';
import type { Shown } from './shown.js';
import { HEAD, MARGIN, type SvgHead, svgFile, textAt } from './svg.js';

/** Characters of a line, all of one width. */
const COLUMNS = 96;
const CHARACTER = 7.3;
const LINE = 18;
const CAPTION = 26;
const GAP = 10;

/** The passages of each generation below each other, as paragraphs. */
export function textSvg(head: SvgHead, shown: readonly Shown<TextPicture>[]): string {
  const body: string[] = [];
  let top = HEAD;
  for (const { caption, picture } of shown) {
    body.push(textAt(MARGIN, top + 18, caption, { class: 'caption' }));
    top += CAPTION;
    for (const passage of picture.passages) {
      for (const line of linesOf(passage, COLUMNS)) {
        body.push(textAt(MARGIN, top + 13, line, { class: 'passage' }));
        top += LINE;
      }
      top += GAP;
    }
    top += GAP;
  }
  const mono = '.passage{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink)}';
  return svgFile(2 * MARGIN + COLUMNS * CHARACTER, top + MARGIN, head, body, [mono]);
}

/** Broken between words, or within one that is longer than a line; any run of white space is one space. */
function linesOf(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const letters = Array.from(word);
    if (line !== '' && Array.from(line).length + 1 + letters.length <= columns) {
      line = `${line} ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    for (let at = 0; at < letters.length; at += columns) {
      line = letters.slice(at, at + columns).join('');
      if (at + columns < letters.length) lines.push(line);
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
