import { open, rm, stat } from 'node:fs/promises';
import type { HubFile } from '@collapse-bench/core';
import { RunFailure } from '../errors.js';
import { type Content, checkContent, expectedContent, isNamed } from './content.js';
import { hubTitle } from './hub-names.js';
import { request } from './request.js';

export interface FetchSettings {
  readonly url: string;
  /** Milliseconds without a byte after which a try is given up. */
  readonly patience: number;
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** A file that is here and checked, or why another try may help. */
export type Outcome = { readonly sha256: string } | { readonly again: string };

/**
 * One try: fetches what is still missing of a file into `part`, and checks the whole.
 *
 * @throws RunFailure where another try cannot help
 */
export async function fetchPart(wanted: HubFile, part: string, settings: FetchSettings): Promise<Outcome> {
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(), settings.patience);
  try {
    const from = await sizeOf(part);
    const answer = await reached(request(settings.url, from, stall.signal), stall.signal);
    if ('again' in answer) return answer;
    const { response, told } = answer;
    const refusal = refusalOf(wanted, response, settings.url);
    if (refusal !== undefined) {
      await response.body?.cancel();
      // A part that reaches beyond the end is of another file.
      if (response.status === 416) await rm(part, { force: true });
      return refusal;
    }
    const expected = expectedContent(wanted, told);
    refuseOther(wanted, told, settings.url);
    const goesOn = response.status === 206;
    if (goesOn && !(startOf(response) === from && isNamed(expected))) {
      // Nothing would tell whether the two parts are of one file.
      await response.body?.cancel();
      await rm(part, { force: true });
      return { again: 'a part that does not fit what is here' };
    }
    const broken = await receive(response, part, goesOn ? from : 0, expected.size, timer, settings);
    if (broken !== undefined) return { again: stalled(stall.signal) ?? broken };
    const checked = await checkContent(part, expected);
    if (!('wrong' in checked)) return checked;
    await rm(part, { force: true });
    return { again: checked.wrong };
  } finally {
    clearTimeout(timer);
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.size ?? 0;
}

const stalled = (signal: AbortSignal) => (signal.aborted ? 'no answer for too long' : undefined);

async function reached<T>(asking: Promise<T>, signal: AbortSignal): Promise<T | { readonly again: string }> {
  try {
    return await asking;
  } catch (error) {
    return { again: stalled(signal) ?? reasonOf(error) };
  }
}

/** `fetch` says "fetch failed" or "terminated" and keeps the reason to itself. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const { code, message: inner } = (cause ?? {}) as NodeJS.ErrnoException;
  const reason = [code, inner].filter((word) => word !== undefined && word !== '').join(': ');
  return reason === '' ? message : reason;
}

/** Worth another try: the server is busy or broken for now. */
const PASSING = new Set([408, 416, 425, 429, 500, 502, 503, 504]);

function refusalOf(wanted: HubFile, { status, headers }: Response, url: string): Outcome | undefined {
  if (status === 200 || status === 206) return undefined;
  const why = headers.get('x-error-message') ?? headers.get('x-error-code');
  const found = `status ${status}${why === null ? '' : ` (${why})`}`;
  if (PASSING.has(status)) return { again: found };
  const remedy =
    status === 401 || status === 403
      ? 'the hub says so of what needs an account and of what does not exist: see whether the names are right'
      : 'see whether repository, revision and file are right';
  throw new RunFailure(`expected ${hubTitle(wanted)} at ${url}, found ${found}; ${remedy}`);
}

/** The hub names another content than the one wanted: said before hundreds of megabytes are fetched for nothing. */
function refuseOther(wanted: HubFile, told: Content, url: string): void {
  const other =
    wanted.sha256 !== undefined && told.sha256 !== undefined && wanted.sha256.toLowerCase() !== told.sha256
      ? `SHA-256 ${wanted.sha256}, found one with ${told.sha256}`
      : undefined;
  if (other === undefined) return;
  throw new RunFailure(
    `expected ${hubTitle(wanted)} with ${other} at ${url}; name a revision that does not move (a commit), or the new checksum`,
  );
}

/** First byte of a part, by its `content-range: bytes 5-9/10`. */
function startOf({ headers }: Response): number {
  return Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]);
}

/** Writes the body behind the first `from` bytes of the part. @returns why it broke off, if it did */
async function receive(
  response: Response,
  part: string,
  from: number,
  total: number | undefined,
  timer: NodeJS.Timeout,
  { onProgress }: FetchSettings,
): Promise<string | undefined> {
  const handle = await open(part, from > 0 ? 'r+' : 'w');
  try {
    const reader = response.body!.getReader();
    let length = from;
    for (;;) {
      onProgress?.(length, total);
      let chunk: Awaited<ReturnType<typeof reader.read>>;
      try {
        chunk = await reader.read();
      } catch (error) {
        return `${length} of ${total ?? 'an unknown number of'} bytes (${reasonOf(error)})`;
      }
      if (chunk.done) return undefined;
      await handle.writev([chunk.value], length);
      length += chunk.value.length;
      if (total !== undefined && length > total) {
        // Not what was asked for; its size will say so.
        await reader.cancel();
        return undefined;
      }
      timer.refresh();
    }
  } finally {
    await handle.close();
  }
}
