/**
 * Numbers with their points and commas; words of Latin letters with inner apostrophes and hyphens; any other character that
 * can be seen, by itself. Written out letter by letter, so that no engine's Unicode tables decide.
 */
const TOKEN =
  /[0-9]+(?:[.,][0-9]+)*(?!['-]?[0-9a-zß-öø-ÿ])|[0-9a-zß-öø-ÿ]+(?:['-][0-9a-zß-öø-ÿ]+)*|[!-~\u00a1-\u1fff\u2010-\u2027\u2030-\uffff]/g;

/** Typographic forms that stand for plain ones. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019]/g, "'"],
  [/[\u201c\u201d]/g, '"'],
  [/[\u2010\u2011]/g, '-'],
];

/**
 * Splits English text into lower-case words, numbers and punctuation marks: "Don't pay $1,000!" gives `don't`, `pay`, `$`,
 * `1,000`, `!`. Typographic quotes and hyphens become plain ones; spaces, line ends and control characters separate and
 * are dropped.
 */
export function tokenize(text: string): string[] {
  const plain = PLAIN.reduce((sofar, [form, by]) => sofar.replace(form, by), text);
  return plain.toLowerCase().match(TOKEN) ?? [];
}
