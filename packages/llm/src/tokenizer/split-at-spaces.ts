/** White space as JavaScript's regular expressions have it. */
const WHITE = /\s/;

/**
 * Cuts a text before every space that follows no white space: " a b  c\n d " gives " a", " b", "  c\n d", " ". GPT-2's way to split
 * a text never reaches across such a place: what holds a letter, a number or a sign ends where white space begins, and so does
 * the name of a special token. So a byte-level tokenizer makes the same tokens of the pieces as of the whole. (A cut within
 * a run of white space would not do: the run is one token at the end of a text or before a special token.) Calls `visit`
 * with each piece, in order.
 */
export function splitAtSpaces(text: string, visit: (piece: string) => void): void {
  let start = 0;
  for (let at = text.indexOf(' ', 1); at !== -1; at = text.indexOf(' ', at + 1)) {
    if (isWhite(text.charCodeAt(at - 1))) continue;
    visit(text.slice(start, at));
    start = at;
  }
  if (start < text.length) visit(text.slice(start));
}

function isWhite(code: number): boolean {
  if (code > 0x20 && code < 0x7f) return false;
  return WHITE.test(String.fromCharCode(code));
}
