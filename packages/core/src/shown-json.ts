/** A value of a JSON file as messages show it: on one line, its beginning, whatever its size and depth. */
export function shownJson(value: unknown): string {
  if (value === undefined) return 'nothing';
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    // Nested deeper than the stack reaches.
    return 'a value nested too deeply to show';
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
