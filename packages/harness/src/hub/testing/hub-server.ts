import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file as a hub has it, and how the server misbehaves. */
export interface Served {
  readonly content: Uint8Array;
  /** Large files lie on another host: the hub names their SHA-256 and size and sends there. */
  readonly large?: boolean;
  /** The content really sent, where it is not the one that is named. */
  readonly sent?: Uint8Array;
  /** How many bytes the n-th answer (from 0) with content sends before its connection is cut; undefined: all. */
  readonly cutAfter?: (answer: number) => number | undefined;
  /** Status of the n-th answer; undefined: the file. */
  readonly status?: (answer: number) => number | undefined;
  /** Ranges are not understood: all is sent, always. */
  readonly rangeless?: boolean;
  /** Nothing says what the content is. */
  readonly nameless?: boolean;
  /** The head is sent, and no byte after it. */
  readonly silent?: boolean;
}

export interface HubServer {
  readonly endpoint: string;
  /** What was asked for: path, and the range behind it where there is one. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const gitSha1Of = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

/**
 * Speaks as the Hugging Face hub does: `/{repo}/resolve/{revision}/{file}`, entity tags, redirects (307 within the hub for small
 * files, 302 to another host for large ones), ranges, error headers.
 *
 * @param files by path, as in `/facebook/opt-125m/resolve/main/config.json`
 */
export async function serveHub(files: Readonly<Record<string, Served>>): Promise<HubServer> {
  const asked: string[] = [];
  const answers = new Map<string, number>();
  const store = createServer((request, response) => content(request, response, request.url!.slice('/store'.length)));
  const hub = createServer((request, response) => {
    const url = request.url!;
    asked.push(`${url}${request.headers.range === undefined ? '' : ` ${request.headers.range}`}`);
    if (url.startsWith('/cache')) return content(request, response, url.slice('/cache'.length));
    const served = files[url];
    if (served === undefined) {
      const [, repo] = url.split('/');
      const status = repo === 'private' ? 401 : 404;
      response.writeHead(status, status === 401 ? { 'x-error-code': 'RepoNotFound' } : { 'x-error-message': 'Entry not found' });
      return response.end();
    }
    if (served.large) {
      const { content } = served;
      const names = { 'x-linked-etag': `"${sha256Of(content)}"`, 'x-linked-size': `${content.length}` };
      const location = `http://127.0.0.1:${(store.address() as AddressInfo).port}/store${url}`;
      response.writeHead(302, { ...(served.nameless ? {} : names), etag: '"abc"', location });
    } else {
      response.writeHead(307, { location: `/cache${url}` });
    }
    return response.end('redirected');
  });

  function content(request: IncomingMessage, response: ServerResponse, url: string): void {
    const served = files[url];
    const answer = answers.get(url) ?? 0;
    answers.set(url, answer + 1);
    const status = served.status?.(answer);
    if (status !== undefined) {
      response.writeHead(status);
      response.end();
      return;
    }
    const all = served.sent ?? served.content;
    const range = served.rangeless ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    const from = Number(range ?? 0);
    if (from >= all.length && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${all.length}` });
      response.end();
      return;
    }
    const part = all.subarray(from);
    const tag = served.large ? '"of-the-store"' : `"${gitSha1Of(served.content)}"`;
    response.writeHead(range === undefined ? 200 : 206, {
      ...(served.nameless ? {} : { etag: tag }),
      'content-length': part.length,
      ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${all.length - 1}/${all.length}` }),
    });
    const cut = served.cutAfter?.(answer);
    if (served.silent) response.flushHeaders();
    else if (cut === undefined) response.end(part);
    else response.write(part.subarray(0, cut), () => setTimeout(() => response.socket?.end(), 50));
  }

  const servers = [hub, store];
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  return {
    endpoint: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
