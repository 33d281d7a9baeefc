import type { Redis } from 'ioredis';
import Type, { type Static } from 'typebox';
import { BadInput } from '../errors.js';
import { type Validate, validator } from '../scenario/validate.js';
import { PREFIX } from './connect.js';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const name = Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}$' });
const commit = Type.Union([Type.String({ pattern: '^[0-9a-f]{40,64}$' }), Type.Null()]);
const count = Type.Integer({ minimum: 0 });
/** When it was last heard of, in milliseconds by the clock of the Redis. */
const at = Type.Number({ minimum: 0 });

const schemas = {
  /** A process that takes cells. */
  workers: Type.Object(
    {
      name,
      /** Cells that it computes at a time. */
      jobs: Type.Integer({ minimum: 1, maximum: 100_000 }),
      /** What of its machine decides the bits of a native engine. */
      machine: Type.String({ minLength: 1, maxLength: 100 }),
      codeHash: hash,
      commit,
      running: count,
      done: count,
      at,
    },
    { additionalProperties: false },
  ),
  /** A run that waits for cells. */
  runs: Type.Object({ name, codeHash: hash, commit, left: count, at }, { additionalProperties: false }),
};

type Kind = keyof typeof schemas;
type Entry<K extends Kind> = Static<(typeof schemas)[K]>;
export type PresentWorker = Entry<'workers'>;
export type PresentRun = Entry<'runs'>;

export const BEAT_MS = 2000;
/** Not heard of for so long: gone. */
const GONE_MS = 5 * BEAT_MS;

const key = (kind: Kind) => `${PREFIX}:${kind}`;

/** Says that it is there, until it says so no more. */
export async function sayPresent<K extends Kind>(client: Redis, kind: K, entry: Omit<Entry<K>, 'at'>): Promise<void> {
  const full = { ...entry, at: await serverTime(client) };
  await client.hset(key(kind), (entry as { name: string }).name, JSON.stringify(full));
}

export async function sayGone(client: Redis, kind: Kind, who: string): Promise<void> {
  await client.hdel(key(kind), who);
}

const validators: Partial<Record<Kind, Validate>> = {};

/** Who is there, by name; what is no entry, and who is gone, is removed. */
export async function presentNow<K extends Kind>(client: Redis, kind: K): Promise<Entry<K>[]> {
  validators[kind] ??= validator(schemas[kind]);
  const validate = validators[kind];
  const now = await serverTime(client);
  const found: Entry<K>[] = [];
  for (const [field, text] of Object.entries(await client.hgetall(key(kind)))) {
    const entry = entryIn<K>(text, validate!);
    if (entry?.name === field && now - entry.at < GONE_MS) found.push(entry);
    else await client.hdel(key(kind), field);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function entryIn<K extends Kind>(text: string, validate: Validate): Entry<K> | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    validate(raw, '');
    return raw as Entry<K>;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BadInput) return undefined;
    throw error;
  }
}

/** Machines' clocks differ; there is one Redis. */
export async function serverTime(client: Redis): Promise<number> {
  const [seconds, microseconds] = await client.time();
  return 1000 * Number(seconds) + Math.floor(Number(microseconds) / 1000);
}
