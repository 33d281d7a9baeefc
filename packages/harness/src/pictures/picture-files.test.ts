import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callMain, runCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { picturesIn, writePictures } from './picture-files.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const text = (...parts: string[]) => readFileSync(below(...parts), 'utf8');
const run = (...argv: string[]) => runCollapse(workspace.root, ['run', ...argv]);
const PICTURE = 'small/b/pictures/probabilities.svg';

beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario());
  workspace.scenario('small/b', discreteScenario({ replicates: 40 }));
});
afterAll(() => workspace.remove());

test('pictures are written, and those of an earlier run removed', () => {
  const folder = below('written');
  expect(picturesIn(folder)).toEqual([]);
  writePictures(folder, []);
  expect(existsSync(folder)).toBe(false);
  writePictures(folder, [
    { name: 'b.svg', text: '1' },
    { name: 'a.svg', text: '2' },
  ]);
  // Of another scenario, whose id is this one's and /pictures.
  writeFileSync(path.join(folder, 'pictures', 'result.json'), '{}');
  writePictures(folder, [{ name: 'b.svg', text: '3' }]);
  expect(filesIn(folder)).toEqual(['pictures/b.svg', 'pictures/result.json']);
  expect(readFileSync(path.join(folder, 'pictures', 'b.svg'), 'utf8')).toBe('3');
  expect(picturesIn(folder)).toEqual(['b.svg']);
});

describe('a run', () => {
  beforeAll(async () => {
    expect((await run('small/*', '--jobs', '2')).code).toBe(0);
  });

  test('writes pictures beside its record; systems without any write none', async () => {
    expect(filesIn(below('runs'))).toEqual([
      'small/a/result.json',
      'small/a/run.json',
      PICTURE,
      'small/b/result.json',
      'small/b/run.json',
    ]);
    const picture = text('runs', PICTURE);
    for (const generation of [1, 2, 6]) expect(picture).toContain(`>generation ${generation}</text>`);
    expect(picture).toContain('>small/b, replicate 0, seed 1</text>');
  });

  test('found finished keeps its pictures, and names them', async () => {
    const { out } = await run('small/*');
    expect(out.match(/reused: /g)).toHaveLength(2);
    expect(out).toContain(`  record: runs/small/b/result.json\n  picture: runs/${PICTURE}\n`);
    expect(out.match(/picture:/g)).toHaveLength(1);
  });

  test('gives pictures of the same bytes with another number of workers', async () => {
    await run('small/b', '--jobs', '1', '--out', below('again'));
    expect(text('again', PICTURE)).toBe(text('runs', PICTURE));
  });

  test('that goes on from a journal keeps the pictures of the replicate that is there', async () => {
    const result = text('runs/small/b/result.json');
    // Each worker that begins after some cells fails: the first cells are in the journal, the last are not.
    const fault = workspace.write(
      'fails.cjs',
      `if (!require('node:worker_threads').isMainThread) {
         const { performance } = require('node:perf_hooks');
         const now = performance.now.bind(performance);
         let calls = 0;
         performance.now = () => { if (++calls > 12) throw new Error('planted'); return now(); };
       }`,
    );
    const argv = ['run', 'small/b', '--jobs', '1', '--out', below('stopped')];
    const { code } = await runCollapse(workspace.root, argv, { env: { NODE_OPTIONS: `--require ${fault}` } });
    expect(code).toBe(3);
    expect(filesIn(below('stopped'))).toEqual(['small/b/journal.ndjson', PICTURE]);
    expect(text('stopped/small/b/journal.ndjson')).not.toContain('svg');
    // A picture that no computation would draw is still there at the end: the replicate was not drawn again.
    writeFileSync(below('stopped', PICTURE), 'as it was');
    expect((await runCollapse(workspace.root, argv)).code).toBe(0);
    expect(text('stopped', PICTURE)).toBe('as it was');
    expect(text('stopped/small/b/result.json')).toBe(result);
  });

  test('whose pictures cannot be written says where and why, and leaves no record', async () => {
    mkdirSync(below('taken/small/b'), { recursive: true });
    writeFileSync(below('taken/small/b/pictures'), 'a file');
    const { code, out, err } = await run('small/b', '--out', below('taken'));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toMatch(/^collapse: cannot write [^\n]*small[^\n]*: a file stands where a folder is needed; [^\n]*\n$/);
    expect(filesIn(below('taken')).filter((file) => /(result|run)\.json$/.test(file))).toEqual([]);
  });
});

describe('explaining a scenario', () => {
  test('names its pictures and where they lie', async () => {
    const line = (out: string) => /^pictures [^\n]*(\n {13}[^\n]*)*/m.exec(out)?.[0].replace(/\s+/g, ' ');
    const of = async (id: string) => line((await callMain(workspace.root, 'explain', id)).out);
    workspace.scenario('small/c', discreteScenario());
    const title = 'pictures Probability of each state, by generation:';
    expect(await of('small/b')).toBe(`${title} runs/${PICTURE}`);
    expect(await of('small/c')).toBe(`${title} runs/small/c/pictures/probabilities.svg, not drawn here yet`);
    expect(await of('small/a')).toBeUndefined();
  });
});
