import { isErrno, RunFailure } from '../errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'it is read-only',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
};

/** What the file system means. */
export function whyRefused({ code }: NodeJS.ErrnoException): string {
  return REASONS[code!] ?? code!;
}

/** Turns what the file system refuses into a failure that says which folder and why. */
export function writing<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!isErrno(error)) throw error;
    const remedy = 'make room or choose another folder with --out';
    throw new RunFailure(`cannot write ${place}: ${whyRefused(error)}; ${remedy}`, { cause: error });
  }
}
