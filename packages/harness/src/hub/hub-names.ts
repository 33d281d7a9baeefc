import path from 'node:path';
import type { HubFile } from '@collapse-bench/core';
import { BadInput } from '../errors.js';

const PUBLIC_HUB = 'https://huggingface.co';

/**
 * Where the hub is: HF_ENDPOINT, as Hugging Face's own tools have it, or the public one.
 * @throws BadInput if it is no http or https address
 */
export function hubEndpoint(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment.HF_ENDPOINT?.trim();
  if (given === undefined || given === '') return PUBLIC_HUB;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, '');
  throw new BadInput({
    expected: 'HF_ENDPOINT to be an http or https address',
    found: JSON.stringify(given),
    remedy: `leave it out, or set it to one such as ${PUBLIC_HUB}`,
  });
}

/** Address of a file: `/{repo}/resolve/{revision}/{file}`, datasets under `/datasets`; a revision is one part, its slashes in code. */
export function hubUrl(endpoint: string, { kind, repo, revision, file }: HubFile): string {
  const parts = (names: string) => names.split('/').map(encodeURIComponent).join('/');
  return `${endpoint}/${kind === 'dataset' ? 'datasets/' : ''}${parts(repo)}/resolve/${encodeURIComponent(revision)}/${parts(file)}`;
}

/** Where a file is kept, relative to the folder for all of them. @throws RangeError for names that would lead elsewhere */
export function hubPlace({ kind, repo, revision, file }: HubFile): string {
  const safe = (name: string) => /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);
  const names = [...repo.split('/'), encodeURIComponent(revision).replaceAll('%', '-'), ...file.split('/')];
  if (!(repo.split('/').length <= 2 && names.every(safe))) {
    throw new RangeError(
      `hub: expected a repository, a revision and a path within it, found ${JSON.stringify([repo, revision, file])}`,
    );
  }
  return path.join(`${kind}s`, ...names);
}

/** As people should read it: `facebook/opt-125m model.safetensors (revision refs/pr/35)`. */
export function hubTitle({ kind, repo, revision, file }: HubFile): string {
  return `${file} of ${kind} ${repo}, revision ${revision}`;
}
