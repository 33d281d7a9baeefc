/**
 * Text broken between words into lines of at most `width`, the second and later ones indented. A longer word has a line
 * to itself; spaces before the first word stay.
 */
export function wrap(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  const [first, ...rest] = text.split(' ');
  let line = first;
  for (const word of rest) {
    const room = width - (lines.length > 0 ? indent : 0);
    if (line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
