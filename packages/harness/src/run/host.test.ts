import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { serveHub } from '../hub/testing/hub-server.js';
import { ownRoot } from '../workspace.js';
import { cacheFolder, hostOf } from './host.js';

const root = mkdtempSync(path.join(tmpdir(), 'host-'));
afterAll(() => rmSync(root, { recursive: true }));

test('reads a file of a package that the module depends on', async () => {
  const bytes = await hostOf(import.meta.url).read('write-file-atomic/package.json');
  expect(JSON.parse(new TextDecoder().decode(bytes)).name).toBe('write-file-atomic');
});

test('says which file is missing, and what to do', async () => {
  await expect(hostOf(import.meta.url).read('no-such-package/file')).rejects.toThrow(
    /^no-such-package\/file cannot be read \(MODULE_NOT_FOUND\); install the packages anew/,
  );
  await expect(hostOf(undefined).read('canonicalize/package.json')).rejects.toThrow(/System\.module/);
});

test('keeps things in this checkout, or where COLLAPSE_CACHE says', () => {
  const own = path.join(ownRoot, 'node_modules', '.cache', 'collapse-bench');
  expect([{}, { COLLAPSE_CACHE: '' }].map(cacheFolder)).toEqual([own, own]);
  expect(cacheFolder({ COLLAPSE_CACHE: 'some/where' })).toBe(path.resolve('some/where'));
});

test('keeps what was made, under its key', async () => {
  const { kept } = hostOf(undefined, root);
  let times = 0;
  const make = async () => {
    times++;
    return Uint8Array.of(1, 2, times);
  };
  expect([...(await kept('a.1', make))]).toEqual([1, 2, 1]);
  expect([...(await kept('a.1', make))]).toEqual([1, 2, 1]);
  expect([...(await kept('a.2', make))]).toEqual([1, 2, 2]);
  expect(readdirSync(root).sort()).toEqual(['a.1', 'a.2', 'making']);
  await expect(kept('../a', make)).rejects.toThrow(/letters, digits/);
});

test('keeps nothing of a making that failed', async () => {
  const { kept } = hostOf(undefined, root);
  await expect(kept('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect([...(await kept('b', async () => Uint8Array.of(7)))]).toEqual([7]);
});

test('is made by one of many that ask at once, and the others wait for it', async () => {
  let times = 0;
  const make = async () => {
    times++;
    await setTimeout(150);
    return Uint8Array.of(times);
  };
  const found = await Promise.all(Array.from({ length: 4 }, () => hostOf(undefined, root).kept('shared', make)));
  expect(found.map((bytes) => [...bytes])).toEqual([[1], [1], [1], [1]]);
});

test('fetches files of the hub, and says so of large ones', async () => {
  const content = new Uint8Array(6_000_000).fill(7);
  const server = await serveHub({ '/owner/model/resolve/main/weights': { content, large: true } });
  vi.stubEnv('HF_ENDPOINT', server.endpoint);
  const notes: string[] = [];
  const { download } = hostOf(undefined, root, (text) => notes.push(text));
  const wanted = { kind: 'model', repo: 'owner/model', revision: 'main', file: 'weights' } as const;
  try {
    const bytes = await download(wanted);
    expect(Buffer.from(bytes).equals(Buffer.from(content))).toBe(true);
    expect(notes[0]).toBe(`fetching weights of model owner/model, revision main from ${server.endpoint}: 0% of 6 MB`);
    expect(notes.at(-1)).toContain(': 100% of 6 MB');
  } finally {
    await server.close();
    vi.unstubAllEnvs();
  }
  vi.stubEnv('HF_ENDPOINT', 'nowhere');
  await expect(download(wanted)).rejects.toThrow('expected HF_ENDPOINT to be an http or https address, got "nowhere"');
  vi.unstubAllEnvs();
});
