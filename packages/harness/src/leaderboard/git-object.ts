import { createHash } from 'node:crypto';

/**
 * The name that git gives to a file with this text: with it `git log --find-object=NAME` finds the commits that brought the
 * file and took it away, yet it needs no repository, and a commit can hold it of a file of its own.
 */
export function gitObject(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
