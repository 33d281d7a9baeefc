/** Words that strict-mode TypeScript does not take for the name of a constant. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function globalThis if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Names that a template has given to something else. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  mitigation: ['expect', 'test', 'mitigation', 'space', 'history', 'rng', 'context'],
  metric: ['ok'],
  model: ['fillNormal', 'mean', 'ok'],
};

/**
 * Why the code that a template makes cannot call something so; undefined where it can.
 *
 * @param kind which template: `mitigation`, `metric`, `model` or another
 * @param name the name in camel case
 */
export function whyReserved(kind: string, name: string): string | undefined {
  if (RESERVED.has(name)) return 'a reserved word of the language';
  if (TAKEN[kind]?.includes(name)) return 'a name that the template uses itself';
  return undefined;
}
