import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HubFile } from '@collapse-bench/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunFailure } from '../errors.js';
import { type HubSettings, hubFile } from './hub-file.js';
import { type HubServer, type Served, serveHub, sha256Of } from './testing/hub-server.js';

const WEIGHTS: HubFile = { kind: 'model', repo: 'facebook/opt-125m', revision: 'refs/pr/35', file: 'model.safetensors' };
const WEIGHTS_URL = '/facebook/opt-125m/resolve/refs%2Fpr%2F35/model.safetensors';
const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const other = content.map((byte) => byte ^ 1);

let folder: string;
let server: HubServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hub-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function serve(served: Omit<Served, 'content'> & Partial<Served> = {}, url = WEIGHTS_URL): Promise<HubSettings> {
  server = await serveHub({ [url]: { content, large: true, ...served } });
  return settings();
}

const settings = (more: Partial<HubSettings> = {}): HubSettings => ({
  endpoint: server?.endpoint ?? 'http://no-such-host.invalid',
  folder,
  waits: [1, 1],
  patience: 5000,
  ...more,
});

/** Every file under the folder but locks and checksums. */
const filesHere = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.sha256'))
    .map((entry) => entry.name);

async function failure(asking: Promise<string>): Promise<string> {
  const error = await asking.then(
    () => new Error('it worked'),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(RunFailure);
  return error.message;
}

describe('a file is fetched', () => {
  test('that lies on another host, as large ones do', async () => {
    const seen: number[] = [];
    const file = await hubFile(WEIGHTS, {
      ...(await serve()),
      onProgress: (received, total) => seen.push(received / (total ?? Number.NaN)),
    });
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
    expect(path.relative(folder, file)).toBe(path.join('models', 'facebook', 'opt-125m', 'refs-2Fpr-2F35', 'model.safetensors'));
    expect(filesHere()).toEqual(['model.safetensors']);
    expect([seen[0], seen.at(-1)]).toEqual([0, 1]);
  });

  test('that lies on the hub, as small ones do', async () => {
    const file = await hubFile(WEIGHTS, await serve({ large: false }));
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
  });

  test('of a dataset, in a folder', async () => {
    const wanted: HubFile = {
      kind: 'dataset',
      repo: 'Salesforce/wikitext',
      revision: 'b08601e',
      file: 'wikitext-2-raw-v1/a.parquet',
    };
    const file = await hubFile(
      wanted,
      await serve({}, '/datasets/Salesforce/wikitext/resolve/b08601e/wikitext-2-raw-v1/a.parquet'),
    );
    expect(path.relative(folder, file)).toBe(
      path.join('datasets', 'Salesforce', 'wikitext', 'b08601e', 'wikitext-2-raw-v1', 'a.parquet'),
    );
  });

  test('that is empty', async () => {
    expect(statSync(await hubFile(WEIGHTS, await serve({ content: new Uint8Array(0), large: false }))).size).toBe(0);
  });

  test('once, by any number that want it at once', async () => {
    const options = await serve();
    const files = await Promise.all(Array.from({ length: 5 }, () => hubFile(WEIGHTS, options)));
    expect(new Set(files).size).toBe(1);
    expect(server!.asked).toHaveLength(1);
  });
});

describe('a file kept here', () => {
  test('is used without a network', async () => {
    const first = await hubFile(WEIGHTS, await serve());
    await server!.close();
    expect(await hubFile(WEIGHTS, settings())).toBe(first);
    expect(await hubFile({ ...WEIGHTS, sha256: sha256Of(content).toUpperCase(), size: content.length }, settings())).toBe(first);
  });

  test('is fetched anew when it is damaged', async () => {
    const options = await serve();
    const file = await hubFile(WEIGHTS, options);
    writeFileSync(file, other);
    expect(sha256Of(readFileSync(await hubFile(WEIGHTS, options)))).toBe(sha256Of(content));
    expect(server!.asked).toHaveLength(2);
  });

  test('is never used when it is damaged', async () => {
    const file = await hubFile(WEIGHTS, await serve());
    writeFileSync(file, content.subarray(0, 1000));
    await server!.close();
    expect(await failure(hubFile(WEIGHTS, settings()))).toMatch(
      /ECONNREFUSED.* in 3 tries \(and the copy kept here is damaged\)/,
    );
    expect(existsSync(file)).toBe(false);
  });

  test('is not used when it is another than is asked for', async () => {
    const options = await serve();
    await hubFile(WEIGHTS, options);
    const message = await failure(hubFile({ ...WEIGHTS, sha256: sha256Of(other) }, options));
    expect(message).toContain(`SHA-256 ${sha256Of(other)}, found one with ${sha256Of(content)}`);
  });
});

describe('a connection that breaks', () => {
  test.each([true, false])('is gone on with (large: %s)', async (large) => {
    const file = await hubFile(WEIGHTS, await serve({ large, cutAfter: (answer) => [100_000, 50_000][answer] }));
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
    const [first, ...later] = server!.asked.filter((line) => line.startsWith(WEIGHTS_URL));
    expect(first).toBe(WEIGHTS_URL);
    expect(later).toHaveLength(2);
    // What a client has seen of a connection that breaks is for it to say: at most what was sent.
    const [second, third] = later.map((line) => Number(/ bytes=(\d+)-$/.exec(line)?.[1]));
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(100_000);
    expect(third).toBeGreaterThan(second);
    expect(third).toBeLessThanOrEqual(second + 50_000);
  });

  test('is begun again where ranges are not understood', async () => {
    const file = await hubFile(WEIGHTS, await serve({ rangeless: true, cutAfter: (answer) => [100_000, 50_000][answer] }));
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
  });

  test('is begun again where nothing names the content', async () => {
    const file = await hubFile(WEIGHTS, await serve({ nameless: true, cutAfter: (answer) => [100_000][answer] }));
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
    expect(server!.asked).toEqual([WEIGHTS_URL, expect.stringMatching(/ bytes=\d+-$/), WEIGHTS_URL]);
  });

  test('is given up after three tries, and nothing but a part is left, which the next call goes on with', async () => {
    const options = await serve({ cutAfter: (answer) => (answer < 3 ? 10_000 : undefined) });
    const message = await failure(hubFile(WEIGHTS, options));
    expect(message).toMatch(
      /^expected to fetch model\.safetensors of model facebook\/opt-125m, revision refs\/pr\/35 from http:/,
    );
    expect(message).toMatch(/found \d+ of 300000 bytes \(.*\) in 3 tries; connect this machine .* HF_ENDPOINT/);
    expect(filesHere()).toEqual(['part']);
    expect(sha256Of(readFileSync(await hubFile(WEIGHTS, options)))).toBe(sha256Of(content));
    expect(server!.asked.at(-1)).toMatch(/ bytes=\d+-$/);
    expect(filesHere()).toEqual(['model.safetensors']);
  });

  test('and a process that was killed: what it had fetched is gone on with', async () => {
    const fetching = path.join(folder, 'fetching', 'models', 'facebook', 'opt-125m', 'refs-2Fpr-2F35', 'model.safetensors');
    mkdirSync(fetching, { recursive: true });
    writeFileSync(path.join(fetching, 'part'), content.subarray(0, 120_000));
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(path.join(fetching, '.collapse-lock'), JSON.stringify({ pid, processStart: null, since: 'then' }));
    const file = await hubFile(WEIGHTS, await serve());
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(content));
    expect(server!.asked).toEqual([`${WEIGHTS_URL} bytes=120000-`]);
  });

  test('and a part of another file', async () => {
    const options = await serve({ cutAfter: () => 10_000 });
    await failure(hubFile(WEIGHTS, options));
    await server!.close();
    const file = await hubFile(WEIGHTS, await serve({ content: other }));
    expect(sha256Of(readFileSync(file))).toBe(sha256Of(other));
  });

  test('and a part longer than the file', async () => {
    await failure(hubFile(WEIGHTS, await serve({ cutAfter: () => 10_000 })));
    await server!.close();
    const file = await hubFile(WEIGHTS, await serve({ content: content.subarray(0, 500) }));
    expect(statSync(file).size).toBe(500);
  });
});

describe('what is not what it should be is never kept', () => {
  test.each([
    ['another content', other, /a content with SHA-256 [0-9a-f]{64} instead of [0-9a-f]{64} in 3 tries/],
    ['too little', content.subarray(0, 1000), /found 1000 bytes instead of 300000 in 3 tries/],
    ['too much', new Uint8Array(900_000), /found \d+ bytes instead of 300000 in 3 tries/],
  ])('%s than the hub names', async (_, sent, found) => {
    expect(await failure(hubFile(WEIGHTS, await serve({ sent })))).toMatch(found);
    expect(filesHere()).toEqual([]);
  });

  test('another small file than the hub names', async () => {
    const message = await failure(hubFile(WEIGHTS, await serve({ large: false, sent: other })));
    expect(message).toMatch(/a content that Git calls [0-9a-f]{40} instead of/);
  });

  test('another content than is asked for, where the hub names none', async () => {
    const options = await serve({ nameless: true });
    expect(await failure(hubFile({ ...WEIGHTS, sha256: sha256Of(other) }, options))).toMatch(/a content with SHA-256/);
    expect(await failure(hubFile({ ...WEIGHTS, size: 5 }, options))).toMatch(/bytes instead of 5/);
    expect(filesHere()).toEqual([]);
  });
});

describe('what cannot be had', () => {
  test('a file that is not there: said at once', async () => {
    const options = await serve();
    const message = await failure(hubFile({ ...WEIGHTS, file: 'none.bin' }, options));
    expect(message).toMatch(/^expected none\.bin of model facebook\/opt-125m.*found status 404 \(Entry not found\); see whether/);
    expect(server!.asked).toHaveLength(1);
  });

  test('a repository that is private, or does not exist', async () => {
    const message = await failure(hubFile({ ...WEIGHTS, repo: 'private/model' }, await serve()));
    expect(message).toMatch(/found status 401 \(RepoNotFound\); the hub says so of what needs an account/);
  });

  test('a hub that is busy is asked again', async () => {
    const options = await serve({ status: (answer) => [503, 429][answer] });
    expect(statSync(await hubFile(WEIGHTS, options)).size).toBe(content.length);
  });

  test('a hub that stays broken', async () => {
    expect(await failure(hubFile(WEIGHTS, await serve({ status: () => 500 })))).toContain('found status 500 in 3 tries');
  });

  test('a hub that is gone, or was never there', async () => {
    await serve();
    await server!.close();
    const message = await failure(hubFile(WEIGHTS, settings()));
    expect(message).toMatch(/found ECONNREFUSED.* in 3 tries; connect this machine to the network/);
    expect(message).not.toContain('\n');
    const unknown = await failure(hubFile(WEIGHTS, settings({ endpoint: 'http://no-such-host.invalid' })));
    expect(unknown).toMatch(/found (ENOTFOUND|EAI_AGAIN).* in 3 tries/);
  });

  test('a hub that falls silent', async () => {
    const options = { ...(await serve({ silent: true })), patience: 100 };
    expect(await failure(hubFile(WEIGHTS, options))).toContain('found no answer for too long in 3 tries');
  });

  test('names that lead elsewhere', async () => {
    for (const wrong of [{ file: '../secret' }, { file: '/etc/passwd' }, { repo: '..' }, { repo: 'a/b/c' }, { revision: '' }]) {
      await expect(hubFile({ ...WEIGHTS, ...wrong }, settings())).rejects.toThrow(RangeError);
    }
  });
});
