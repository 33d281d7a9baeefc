import { distance } from 'fastest-levenshtein';

/** ` (did you mean a or b?)` for names close to `name`, or nothing. */
export function nearNames(name: string, known: readonly string[]): string {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const near = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ candidate, edits }) => edits <= limit || (name.length >= 3 && candidate.includes(name)))
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? '' : ` (did you mean ${near.join(' or ')}?)`;
}
