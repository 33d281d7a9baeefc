import { BadInput } from '../errors.js';

/** What a file held, as the next version of its format has it: pure, whatever the file holds. The version itself is set by `upgraded`. */
export type FormatStep = (file: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The version of a format that the code writes and works with: the first is 1, and each step makes the next. */
export function newestVersion(steps: readonly FormatStep[]): number {
  return steps.length + 1;
}

/**
 * What a file of any version so far holds, in the newest version of its format; what says no version is left as it is, for a
 * schema to refuse.
 *
 * @param steps from version 1 to 2, from 2 to 3, ...
 * @param shown the file as people should read it
 * @throws BadInput for a version that is newer than these steps lead to, or none at all
 */
export function upgraded(steps: readonly FormatStep[], raw: unknown, shown: string): unknown {
  const version = (raw as { formatVersion?: unknown } | null)?.formatVersion;
  if (version === undefined) return raw;
  const newest = newestVersion(steps);
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > newest) {
    throw new BadInput({
      file: shown,
      pointer: '/formatVersion',
      expected: newest === 1 ? 'format 1' : `a format from 1 to ${newest}`,
      found: JSON.stringify(version),
      remedy: 'read it with the version of collapse-bench that wrote it, or make it anew (`collapse accept` for a baseline)',
    });
  }
  const file = steps
    .slice(version - 1)
    .reduce<Readonly<Record<string, unknown>>>((old, step) => step(old), raw as object as Record<string, unknown>);
  return { ...file, formatVersion: newest };
}
