import { BadInput, oneLine } from '../errors.js';

/** Where a queue is. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  /** Encrypted (rediss). */
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  /** As people may read it: without the password. */
  readonly shown: string;
}

const DEFAULT_PORT = 6379;
const MOST_DATABASE = 65_535;

/**
 * Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS.
 *
 * @throws BadInput, which names no password
 */
export function parseQueueAddress(text: string): QueueAddress {
  const fail = (what = ''): never => {
    throw new BadInput({
      expected: '--queue to be redis://HOST[:PORT][/DATABASE], or rediss:// for TLS',
      found: `${withoutPassword(oneLine(text))}${what}`,
      remedy: 'write --queue redis://localhost:6379/0',
    });
  };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail();
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') return fail();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '') return fail(', which names no host');
  if (url.search !== '' || url.hash !== '') return fail(', which says more than a database');
  const [, database = '0'] = /^\/(\d{1,5})?$/.exec(url.pathname === '' ? '/' : url.pathname) ?? fail();
  if (Number(database) > MOST_DATABASE) return fail();
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  if (port === 0) return fail();
  return {
    host,
    port,
    database: Number(database),
    tls: url.protocol === 'rediss:',
    ...(url.username === '' ? {} : { username: decoded(url.username, fail) }),
    ...(url.password === '' ? {} : { password: decoded(url.password, fail) }),
    shown: `${url.protocol}//${url.hostname}:${port}/${Number(database)}`,
  };
}

function decoded(text: string, fail: (what: string) => never): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail(', with a % that stands for no character');
  }
}

/** Text that was meant as an address, with all that may be a password gone. */
function withoutPassword(text: string): string {
  return text.replace(/^([a-z]+:\/\/)?.*@/is, '$1***@');
}
