/** White space of Unicode and of JavaScript, which differ in two characters. */
const WHITE = /[\s\u0085\ufeff]/;

const SPACE = 0x20;

/**
 * Cuts a text before every single space between two characters that are no white space: "a b  c\n d" gives "a", " b  c\n d".
 * GPT-2's way to split a text never reaches across such a place (a space belongs to what follows it), so a byte-level
 * tokenizer makes the same tokens of the pieces as of the whole. Calls `visit` with each piece, in order.
 */
export function splitAtSpaces(text: string, visit: (piece: string) => void): void {
  let start = 0;
  for (let at = text.indexOf(' ', 1); at !== -1; at = text.indexOf(' ', at + 1)) {
    if (at === text.length - 1 || isWhite(text.charCodeAt(at - 1)) || isWhite(text.charCodeAt(at + 1))) continue;
    visit(text.slice(start, at));
    start = at;
  }
  if (start < text.length) visit(text.slice(start));
}

function isWhite(code: number): boolean {
  if (code > SPACE && code < 0x7f) return false;
  return WHITE.test(String.fromCharCode(code));
}
