import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { runCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';
import { type HubServer, type Served, serveHub, sha256Of } from './testing/hub-server.js';
import { optRepository } from './testing/opt-repository.js';

const WIKITEXT = 'datasets/Salesforce/wikitext/resolve/b08601e04326c79dfdd32d625aee71d232d685c3/wikitext-2-raw-v1';
const paper = JSON.parse(
  readFileSync(path.join(ownRoot, 'benchmarks', 'scenarios', 'paper', 'llm', 'fig10-replace.json'), 'utf8'),
);
const { revision } = paper.system.base;
const parquet = Uint8Array.from(
  Buffer.from(
    JSON.parse(readFileSync(path.join(ownRoot, 'packages', 'text', 'src', 'corpora', 'wikitext.golden.json'), 'utf8')).files[
      'as on the hub'
    ],
    'base64',
  ),
);

/** The paper's own scenario, a thousandth of it. */
const { $schema, ...scenario } = {
  ...paper,
  system: {
    ...paper.system,
    blockLength: 12,
    fineTuning: { ...paper.system.fineTuning, epochs: 1, batch: 8, validationBlocks: 8 },
    generation: { ...paper.system.generation, beams: 2 },
    evaluationBlocks: 16,
  },
  samples: 16,
  generations: 2,
  observe: [1, 2],
  replicates: 1,
};

type Files = Record<string, Served>;
const isLarge = (name: string) => /\.(safetensors|parquet)$/.test(name);

/** The files that the scenario names, as the hub has them. */
function hubFiles(repository: Readonly<Record<string, Uint8Array>> = optRepository()): Files {
  const model = Object.entries(repository).map(([name, content]) => [
    `/facebook/opt-125m/resolve/${revision}/${name}`,
    { content, large: isLarge(name) },
  ]);
  const parts = ['train', 'validation', 'test'].map((part) => [
    `/${WIKITEXT}/${part}-00000-of-00001.parquet`,
    { content: parquet, large: true },
  ]);
  return Object.fromEntries([...model, ...parts]);
}

const WEIGHTS = `/facebook/opt-125m/resolve/${revision}/model.safetensors`;
const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const run = (endpoint: string, cache: string, out: string) =>
  runCollapse(workspace.root, ['run', 'small/opt', '--jobs', '1', '--out', below(out)], {
    env: { HF_ENDPOINT: endpoint, COLLAPSE_CACHE: below(cache) },
  });
const resultIn = (out: string) => readFileSync(below(out, 'small', 'opt', 'result.json'), 'utf8');
const runIn = (out: string) => readFileSync(below(out, 'small', 'opt', 'run.json'), 'utf8');
const servers: HubServer[] = [];
async function serve(files: Files): Promise<HubServer> {
  servers.push(await serveHub(files));
  return servers.at(-1)!;
}

beforeAll(() => {
  workspace.scenario('small/opt', scenario);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  workspace.remove();
});

test("the paper's scenario runs on what the hub has, a connection lost on the way, and then without a hub", async ({
  expect,
}) => {
  const files = hubFiles();
  const half = files[WEIGHTS].content.length >> 1;
  const cutOnce = { ...files[WEIGHTS], cutAfter: (answer: number) => (answer === 0 ? half : undefined) };
  const server = await serve({ ...files, [WEIGHTS]: cutOnce });
  const first = await run(server.endpoint, 'cache', 'first');
  expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
  expect(server.asked.filter((each) => each.startsWith(WEIGHTS))).toEqual([WEIGHTS, `${WEIGHTS} bytes=${half}-`]);

  const kept = filesIn(below('cache', 'hub')).filter((name) => !name.endsWith('.sha256'));
  expect(kept).toHaveLength(Object.keys(files).length);
  for (const name of kept) {
    const [content, checksum] = [name, `${name}.sha256`].map((each) => readFileSync(below('cache', 'hub', each)));
    expect(checksum.toString().trim(), name).toBe(sha256Of(content));
  }
  expect(JSON.parse(resultIn('first')).generations).toEqual([1, 2]);
  const { data } = JSON.parse(runIn('first'));
  expect(data[`facebook/opt-125m/model.safetensors@${revision}`]).toBe(sha256Of(files[WEIGHTS].content));
  expect(Object.keys(data)).toHaveLength(Object.keys(files).length);

  await server.close();
  const second = await run(server.endpoint, 'cache', 'second');
  expect({ code: second.code, err: second.err }).toEqual({ code: 0, err: '' });
  expect(resultIn('second')).toBe(resultIn('first'));
  expect(JSON.parse(runIn('second')).data).toEqual(data);
});

test.concurrent('no hub: exit 3 and one line with what was wanted, what was found and what to do', async ({ expect }) => {
  const server = await serve({});
  await server.close();
  const { code, out, err } = await run(server.endpoint, 'none', 'none-out');
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(
    new RegExp(
      `^collapse: [^\\n]*small/opt, replicate 0: expected to fetch vocab\\.json of model facebook/opt-125m, revision ${revision} from http[^\\n]*, found ECONNREFUSED[^\\n]* in 3 tries; connect this machine to the network, or set HF_ENDPOINT [^\\n]*\\n$`,
    ),
  );
});

test.concurrent('weights of another shape than config.json says: exit 3 and one line with the name and both shapes', async ({
  expect,
}) => {
  const wrong = optRepository((tensors) => {
    const name = 'decoder.layers.1.fc1.weight';
    tensors[name] = { ...tensors[name], shape: [16, 32] };
  });
  const { endpoint } = await serve(hubFiles(wrong));
  const { code, out, err } = await run(endpoint, 'wrong', 'wrong-out');
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(
    /^collapse: [^\n]*expected weight model\.decoder\.layers\.1\.fc1\.weight of shape \[32,16\], found \[16,32\][^\n]*\n$/,
  );
});

test.concurrent('a broken HF_ENDPOINT: bad input, before anything runs', async ({ expect }) => {
  const { code, out, err } = await run('hub', 'broken', 'broken-out');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^collapse: expected HF_ENDPOINT to be an http or https address, got "hub"; [^\n]*\n$/);
  expect(filesIn(below('broken-out'))).toEqual([]);
});
