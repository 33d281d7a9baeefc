import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { HubFile } from '@collapse-bench/core';

/** What a file should hold, as far as it is known. */
export interface Content {
  readonly size?: number;
  readonly sha256?: string;
  /** Git's name of the content: SHA-1 of `blob {size}`, a zero byte and the content. The hub's name of small files. */
  readonly gitSha1?: string;
}

/** What the scenario asks for and, where it does not say, what the hub says that it has. */
export function expectedContent({ size, sha256 }: HubFile, told: Content): Content {
  return {
    size: size ?? told.size,
    // The hub's word about something else than what was asked for proves nothing.
    ...(sha256 === undefined ? { sha256: told.sha256, gitSha1: told.gitSha1 } : { sha256: sha256.toLowerCase() }),
  };
}

/** Whether anything tells a right file from a wrong one of the same size. */
export function isNamed({ sha256, gitSha1 }: Content): boolean {
  return sha256 !== undefined || gitSha1 !== undefined;
}

/** What an entity tag says about the content: the hub's are SHA-256 (large files) or Git's name (small ones). */
export function contentOfTag(tag: string | null): Content {
  const name = tag
    ?.replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
  if (name === undefined) return {};
  if (/^[0-9a-f]{64}$/.test(name)) return { sha256: name };
  return /^[0-9a-f]{40}$/.test(name) ? { gitSha1: name } : {};
}

/** SHA-256 of a file whose content is what it should be, or in which way it is not. */
export async function checkContent(
  file: string,
  expected: Content,
): Promise<{ readonly sha256: string } | { readonly wrong: string }> {
  const { size } = await stat(file);
  if (expected.size !== undefined && size !== expected.size) return { wrong: `${size} bytes instead of ${expected.size}` };
  const sha256 = createHash('sha256');
  const gitSha1 = createHash('sha1').update(`blob ${size}\0`);
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    sha256.update(chunk);
    if (expected.gitSha1 !== undefined) gitSha1.update(chunk);
  }
  const found = sha256.digest('hex');
  if (expected.sha256 !== undefined && found !== expected.sha256) {
    return { wrong: `a content with SHA-256 ${found} instead of ${expected.sha256}` };
  }
  const git = gitSha1.digest('hex');
  if (expected.gitSha1 !== undefined && git !== expected.gitSha1) {
    return { wrong: `a content that Git calls ${git} instead of ${expected.gitSha1}` };
  }
  return { sha256: found };
}
