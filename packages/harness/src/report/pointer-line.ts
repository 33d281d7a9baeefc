/**
 * The line of a JSON text, counted from 1, on which the value that a JSON pointer (RFC 6901) names begins: of a member of an
 * object, that of its name. Where the text ends or has no such value, the line of the innermost that it has.
 *
 * @param text JSON; of another text the answer is some line of it
 */
export function pointerLine(text: string, pointer: string): number {
  const path = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return text.slice(0, offsetOf(text, path)).split('\n').length;
}

/** Strings, punctuation, and what is neither: numbers and words. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Where the innermost part of `path` that is there begins. */
function offsetOf(text: string, path: readonly string[]): number {
  /** What is open, outermost first: an object's present name or an array's present index. */
  const open: (string | number | undefined)[] = [];
  let found = 0;
  let deepest = 0;
  let name: { readonly text: string; readonly at: number } | undefined;
  const consider = (at: number) => {
    // Only what continues the path that was followed so far, and goes further.
    if (open.length <= deepest || open.length > path.length) return;
    if (open.every((key, i) => key !== undefined && String(key) === path[i])) {
      deepest = open.length;
      found = at;
    }
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const top = open.length - 1;
    if (token === '{') open.push(undefined);
    else if (token === '[') {
      open.push(0);
      consider(firstAfter(text, index + 1));
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      const key = open[top];
      if (typeof key === 'number') {
        open[top] = key + 1;
        consider(firstAfter(text, index + 1));
      }
    } else if (token === ':') {
      if (name !== undefined && top >= 0) {
        open[top] = name.text;
        consider(name.at);
      }
    } else name = token.startsWith('"') ? { text: unquoted(token), at: index } : undefined;
  }
  return found === 0 ? firstAfter(text, 0) : found;
}

function firstAfter(text: string, from: number): number {
  const at = text.slice(from).search(/\S/);
  return at === -1 ? from : from + at;
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
