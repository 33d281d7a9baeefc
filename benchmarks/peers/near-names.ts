/** ` (did you mean a or b?)` for names close to `name` or around it, or nothing. */
export function nearNames(name: string, known: readonly string[]): string {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const near = known
    .map((candidate) => ({ candidate, edits: editDistance(name, candidate) }))
    .filter(({ candidate, edits }) => edits <= limit || (name.length >= 3 && candidate.includes(name)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3);
  return near.length === 0 ? '' : ` (did you mean ${near.map(({ candidate }) => candidate).join(' or ')}?)`;
}

/** Levenshtein's distance: insertions, deletions and substitutions from one word to the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
