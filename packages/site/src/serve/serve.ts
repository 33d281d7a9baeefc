import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.png': 'image/png',
};

export interface Serving {
  /** Such as `http://127.0.0.1:4173/`. */
  readonly address: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0: any free one. */
  readonly port?: number;
  /** Where the site's root is, such as `/collapse-bench/`; absent: at the top. */
  readonly base?: string;
}

/** Serves the files of a folder on this machine alone. */
export async function serve(folder: string, { port = 0, base = '/' }: ServeOptions = {}): Promise<Serving> {
  const server = createServer(async (request, response) => {
    const file = fileOf(folder, base, request.url ?? '/');
    const content = file === undefined ? undefined : await readFile(file).catch(() => undefined);
    if (content === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file!)] ?? 'application/octet-stream' }).end(content);
  });
  await listening(server, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${chosen}${base}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** undefined: outside the folder, or no address at all. */
export function fileOf(folder: string, base: string, url: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(url.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (!name.startsWith(base) || name.includes('\0')) return undefined;
  const within = name.slice(base.length);
  const file = path.resolve(folder, within === '' || within.endsWith('/') ? `${within}index.html` : within);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : undefined;
}
