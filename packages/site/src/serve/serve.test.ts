import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, type Serving, serve } from './serve.js';

let folder: string;
let serving: Serving;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'collapse-site-'));
  writeFileSync(path.join(folder, 'index.html'), '<p>home');
  writeFileSync(path.join(folder, 'a b.csv'), 'x\n');
  serving = await serve(folder, { base: '/below/' });
});
afterAll(async () => {
  await serving.close();
  rmSync(folder, { recursive: true });
});

test('files below the base, with their types', async () => {
  const home = await fetch(serving.address);
  expect([home.status, home.headers.get('content-type'), await home.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<p>home',
  ]);
  const data = await fetch(`${serving.address}a%20b.csv?x`);
  expect([data.status, data.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect((await fetch(`${serving.address}none.html`)).status).toBe(404);
  expect((await fetch(new URL('/', serving.address))).status).toBe(404);
});

test('nothing outside the folder', () => {
  for (const url of ['/below/../x', '/below/%2e%2e/x', '/below/..%2fx', '/below/%', '/below/a%00', '/other/index.html']) {
    expect(fileOf('/site', '/below/', url)).toBeUndefined();
  }
  expect(fileOf('/site', '/', '/a/../index.html')).toBe(path.resolve('/site/index.html'));
});

test('a port that is taken is an error', async () => {
  const port = Number(new URL(serving.address).port);
  await expect(serve(folder, { port })).rejects.toThrow('EADDRINUSE');
});
