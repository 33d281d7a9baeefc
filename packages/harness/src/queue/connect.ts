import type { Redis, RedisOptions } from 'ioredis';
import { BadInput, isErrno, RunFailure } from '../errors.js';
import type { QueueAddress } from './address.js';

/** All that is kept at a Redis begins so; the braces keep it on one node of a cluster. */
export const PREFIX = '{collapse-bench}';

/** Cells of one code have a queue of their own: a worker takes nothing that it could not compute. */
export function queueName(codeHash: string): string {
  return `cells-${codeHash.slice(0, 16)}`;
}

const CONNECT_MS = 5000;
const LONGEST_PAUSE_MS = 2000;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
  ETIMEDOUT: 'nothing answers in time',
  ECONNRESET: 'the connection is closed at once',
};

/**
 * Connects to Redis or Valkey. A connection that is lost later comes back by itself, and what was asked meanwhile is asked
 * then.
 *
 * @param note told when it is lost and when it is back
 * @throws RunFailure when nothing can be reached there
 * @throws BadInput when the user, the password or the database is refused
 */
export async function connectQueue(address: QueueAddress, note: (text: string) => void): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const { host, port, database, tls, username, password, shown } = address;
  let connected = false;
  let last: Error | undefined;
  const options: RedisOptions = {
    host,
    port,
    db: database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: { servername: host } } : {}),
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    // A command waits for as long as the connection is away.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (connected ? Math.min(200 * times, LONGEST_PAUSE_MS) : null),
  };
  const client = new Redis(options);
  client.on('error', (error: Error) => {
    last = error;
  });
  try {
    await within(
      CONNECT_MS,
      client.connect().then(() => client.ping()),
    );
    // A database that is not there is refused without an error of `connect`.
    if (last !== undefined) throw last;
  } catch (error) {
    client.disconnect();
    throw refusal(shown, last ?? (error as Error));
  }
  connected = true;
  let away = 0;
  client.on('close', () => {
    if (client.status !== 'end' && away++ === 0) note(`the connection to ${shown} is lost; trying again`);
  });
  client.on('ready', () => {
    if (away > 0) note(`the connection to ${shown} is back`);
    away = 0;
  });
  return client;
}

/** What Redis itself refuses (no memory left, no permission) as a failure that says where; everything else as it is. */
export function asRefused(error: unknown, shown: string): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError') return error;
  return new RunFailure(`the queue at ${shown} refused a command: ${error.message}`, { cause: error });
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(shown: string, error: Error): Error {
  const { message } = error;
  if (/NOAUTH|WRONGPASS|NOPERM|invalid password|without any password/i.test(message)) {
    const found = 'one that it refuses, or none';
    const remedy = 'write redis://USER:PASSWORD@HOST, the password percent-encoded';
    return new BadInput({ file: shown, expected: 'a user and password of that Redis', found, remedy });
  }
  if (/DB index/i.test(message)) {
    const remedy = 'choose another number after the host';
    return new BadInput({ file: shown, expected: 'a database of that Redis', found: 'one that it does not have', remedy });
  }
  const code = isErrno(error) ? error.code! : undefined;
  const reason = code === undefined ? 'what answers there is no Redis' : (REASONS[code] ?? code);
  return new RunFailure(`no queue at ${shown}: ${reason}; start Redis or Valkey there, or name another --queue`);
}
