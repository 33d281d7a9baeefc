import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeHash, keyOf } from '../run/fingerprint.js';
import { appendCells, openJournal, readJournal } from '../run/journal.js';
import { sha256 } from '../sha256.js';
import { callMain, runCollapse } from '../testing/collapse.js';
import { filesIn } from '../testing/files.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import type { Manifest } from './manifest.js';

const workspace = temporaryWorkspace();
const below = (...parts: string[]) => path.join(workspace.root, ...parts);
const call = (...argv: string[]) => callMain(workspace.root, ...argv);
const shard = (name: string, i: number, ...more: string[]) =>
  runCollapse(workspace.root, ['run', 'small/*', '--jobs', '1', '--shard', `${i}/3`, '--out', below(name, `${i}`), ...more]);
const shards = (name: string) => [1, 2, 3].map((i) => below(name, `${i}`));
const real = { kind: 'uniform', states: 4 };

beforeAll(async () => {
  workspace.scenario('small/a', gaussianScenario({ replicates: 7 }));
  // Draws pictures.
  workspace.scenario('small/b', discreteScenario({ system: { id: 'discrete', representation: 'points', real } }));
  // Fewer cells than shards.
  workspace.scenario('small/c', gaussianScenario({ replicates: 2, samples: 30 }));
  const whole = runCollapse(workspace.root, ['run', 'small/*', '--jobs', '1', '--out', below('whole')]);
  for (const { code, err } of await Promise.all([whole, ...[1, 2, 3].map((i) => shard('good', i))])) {
    expect({ code, err }).toEqual({ code: 0, err: '' });
  }
}, 120_000);
afterAll(() => workspace.remove());

/** A copy of the three shards, one of them changed. */
function changed(name: string, i: number, change: (manifest: Manifest, folder: string) => void): string[] {
  rmSync(below(name), { recursive: true, force: true });
  cpSync(below('good'), below(name), { recursive: true });
  const folder = below(name, `${i}`);
  const file = path.join(folder, 'shard.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  change(manifest, folder);
  writeFileSync(file, JSON.stringify(manifest));
  return shards(name);
}

/** Merges what must not go together: exit code 1, and nothing written. */
async function refused(folders: readonly string[]): Promise<string> {
  const { code, out, err } = await call('merge', ...folders, '--out', below('refused'));
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(filesIn(below('refused'))).toEqual([]);
  expect(out).toMatch(/\nNOT merged: \d shards? do(es)? not make one run; nothing was written\.\n$/);
  return out.replaceAll(`${workspace.root}/`, '');
}

const cellsOf = (i: number, id: string) =>
  (JSON.parse(readFileSync(below('good', `${i}`, 'shard.json'), 'utf8')) as Manifest).scenarios.find(
    ({ scenario }) => scenario === id,
  )!.cells;

describe('shards that make one run', () => {
  test('are merged to the bytes of a run in one go, pictures included, in whatever order', async () => {
    const { code, out, err } = await call('merge', ...shards('good').reverse(), '--out', below('merged'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('Merged 3 shards into merged: 3 scenarios, 13 cells.\n');
    const files = filesIn(below('whole'));
    expect(filesIn(below('merged'))).toEqual(files);
    expect(files.filter((file) => file.endsWith('.svg')).length).toBeGreaterThan(0);
    for (const file of files.filter((name) => !name.endsWith('run.json'))) {
      expect(readFileSync(below('merged', file), 'utf8'), file).toBe(readFileSync(below('whole', file), 'utf8'));
    }
  });

  test('each did its part, and no more', () => {
    for (const id of ['small/a', 'small/b', 'small/c']) {
      const all = [1, 2, 3].flatMap((i) => cellsOf(i, id));
      expect(new Set(all).size).toBe(all.length);
      for (const i of [1, 2, 3]) {
        const { codeHash: code, scenarios } = JSON.parse(readFileSync(below('good', `${i}`, 'shard.json'), 'utf8')) as Manifest;
        const { scenarioHash, environmentClass } = scenarios.find(({ scenario }) => scenario === id)!;
        const journal = readJournal(below('good', `${i}`, ...id.split('/')), keyOf(scenarioHash, code, environmentClass));
        expect((journal ?? []).map(({ replicate }) => replicate).sort()).toEqual(cellsOf(i, id));
      }
    }
  });

  test('leave a record that is reused, and that says who made it', async () => {
    const again = await call('run', 'small/*', '--out', below('merged'), '--json');
    expect(JSON.parse(again.out).scenarios.map(({ reused }: { reused: boolean }) => reused)).toEqual([true, true, true]);
    const info = JSON.parse(readFileSync(below('merged/small/a/run.json'), 'utf8'));
    expect(info).toMatchObject({ cells: 7, environmentClass: 'portable', engine: null, data: {} });
    expect(info.shards.map(({ shard: name }: { shard: string }) => name).sort()).toEqual(['1/3', '2/3', '3/3']);
    const { out } = await call('explain', below('merged/small/a'));
    expect(out).toMatch(/^shard 2\/3 {4}.*, \d cells, .* --jobs 1$/m);
    expect(out).toMatch(/^ {2}instructionSet +\S/m);
    expect(out).toMatch(/^ {13}pnpm collapse run small\/a --seed 1 --replicates 7 --fresh$/m);
  });

  test('are compared with baselines by verify, without a run', async () => {
    for (const id of ['a', 'b', 'c']) {
      cpSync(below(`whole/small/${id}/result.json`), below(`baselines/small/${id}.json`));
    }
    const { code, out } = await call('verify', 'small/*', '--out', below('merged'));
    expect(out).toMatch(/^Reproduced: 3 exact/m);
    expect(out).toContain('3 of 3 results were reused from merged');
    expect(code).toBe(0);
  });

  test('the workers’ threads, the lockfile and the engine of a run in one go stand in its run.json', () => {
    const info = JSON.parse(readFileSync(below('whole/small/a/run.json'), 'utf8'));
    expect(info).toMatchObject({ jobs: 1, engine: null, runtime: null, data: {} });
    expect(info.environment.lockfile).toMatch(/^[0-9a-f]{64}$/);
    expect(info.environment.instructionSet.length).toBeGreaterThan(0);
    expect(info.shards).toBeUndefined();
  });
});

describe('shards that do not are named, and nothing is written', () => {
  test('one is not there', async () => {
    const out = await refused(shards('good').slice(0, 2));
    for (const id of ['small/a', 'small/b', 'small/c']) {
      const gone = cellsOf(3, id);
      if (gone.length === 0) expect(out).not.toContain(id);
      else expect(out).toMatch(new RegExp(`^MISSING ${id} replicates? ${gone.join(', ')}: in none of .* \\(1/3, 2/3\\)$`, 'm'));
    }
  });

  test('a cell that its journal has lost', async () => {
    const out = await refused(
      changed('torn', 2, (_manifest, folder) => writeFileSync(path.join(folder, 'small/a/journal.ndjson'), '')),
    );
    expect(out).toMatch(
      new RegExp(`^MISSING small/a replicates ${cellsOf(2, 'small/a').join(', ')}: torn/2 should hold them`, 'm'),
    );
    expect(out).not.toContain('in none of');
  });

  test('one is there twice, equal or not', async () => {
    const equal = await refused([...shards('good'), below('good', '1')]);
    expect(equal).toMatch(
      new RegExp(`^DUPLICATE small/a replicates ${cellsOf(1, 'small/a').join(', ')}: in good/1 and good/1, and equal$`, 'm'),
    );
    const [double] = changed('double', 1, ({ codeHash: code, scenarios }, folder) => {
      const { scenarioHash, environmentClass } = scenarios[0];
      const journal = openJournal(path.join(folder, 'small', 'a'), keyOf(scenarioHash, code, environmentClass));
      const [first] = journal.cells;
      appendCells(journal, [{ ...first, values: first.values.map((value) => value + 1) }]);
    });
    const [first, ...others] = cellsOf(1, 'small/a');
    const different = await refused([...shards('good'), double]);
    expect(different).toMatch(new RegExp(`^DUPLICATE small/a replicate ${first}: in good/1 and double/1, and NOT equal$`, 'm'));
    expect(different).toMatch(new RegExp(`^DUPLICATE small/a replicates? ${others.join(', ')}: .*, and equal$`, 'm'));
  });

  test('other code', async () => {
    const out = await refused(changed('code', 3, (manifest) => Object.assign(manifest, { codeHash: '0'.repeat(64) })));
    expect(out).toContain(`FOREIGN code/3: computed by other code (000000000000, commit `);
    expect(out).toContain(codeHash().slice(0, 12));
  });

  test.each<[string, Partial<Manifest['scenarios'][number]>, RegExp]>([
    [
      'another version of the scenario',
      { scenarioHash: 'f'.repeat(64) },
      /: other\/2: another version of the scenario \(ffffffffffff\)/,
    ],
    ['another seed', { seed: 9 }, /: other\/2: seed 9, where other\/1 has 1/],
    [
      'another class',
      { environmentClass: 'x64, avx9' },
      /: other\/2: computed in class "x64, avx9", where other\/1 is of "portable"/,
    ],
    ['another number of replicates', { replicates: 8 }, /: other\/2: a run of 8 replicates, where other\/1 is one of 7/],
    ['another engine', { engine: 'wasm' }, /: other\/2: engine wasm, where other\/1 has onnx/],
  ])('%s', async (_what, change, says) => {
    const out = await refused(changed('other', 2, ({ scenarios }) => Object.assign(scenarios[0], change)));
    const foreign = out.split('\n').filter((line) => line.startsWith('FOREIGN'));
    expect(foreign).toEqual([expect.stringMatching(says)]);
    expect(foreign[0]).toContain(`FOREIGN small/a replicates ${cellsOf(2, 'small/a').join(', ')}: `);
  });

  test('a scenario that is not in this checkout, wherever its name points', async () => {
    const out = await refused(changed('elsewhere', 1, ({ scenarios }) => Object.assign(scenarios[2], { scenario: '../../x' })));
    expect(out).toContain('FOREIGN ../../x: elsewhere/1: the scenario is not in this checkout');
  });

  test('all of a scenario that has changed since', async () => {
    workspace.scenario('small/c', gaussianScenario({ replicates: 2, samples: 31 }));
    const out = await refused(shards('good'));
    workspace.scenario('small/c', gaussianScenario({ replicates: 2, samples: 30 }));
    expect(out).toMatch(/^FOREIGN small\/c replicate .*another version of the scenario/m);
    expect(out).not.toContain('small/a');
  });

  test('other data under the same name', async () => {
    const withData = (manifest: Manifest, folder: string, data: Record<string, string>) => {
      const { scenarioHash, environmentClass } = manifest.scenarios[0];
      const journal = openJournal(path.join(folder, 'small', 'a'), keyOf(scenarioHash, manifest.codeHash, environmentClass));
      appendCells(journal, [{ ...journal.cells[0], data }]);
    };
    const [one] = changed('data-1', 1, (manifest, folder) => withData(manifest, folder, { images: sha256('a') }));
    const [, two] = changed('data-2', 2, (manifest, folder) => withData(manifest, folder, { images: sha256('b') }));
    const [, same] = changed('data-3', 2, (manifest, folder) => withData(manifest, folder, { images: sha256('a') }));
    expect(await refused([one, two, below('good', '3')])).toContain(
      'FOREIGN small/a: data-2/2 read another images than data-1/1',
    );
    const { code } = await call('merge', one, same, below('good', '3'), '--out', below('with-data'));
    expect(code).toBe(0);
    const info = JSON.parse(readFileSync(below('with-data/small/a/run.json'), 'utf8'));
    expect(info.data).toEqual({ images: sha256('a') });
    expect((await call('explain', below('with-data/small/a'))).out).toContain(`data         images SHA-256 ${sha256('a')}`);
  });

  test('a cell of another shape, and a picture that was changed', async () => {
    const drawn = [1, 2, 3].find((i) => cellsOf(i, 'small/b').includes(0))!;
    const folders = changed('spoilt', drawn, ({ codeHash: code, scenarios }, folder) => {
      const { scenarioHash, environmentClass, pictures } = scenarios[1];
      const place = path.join(folder, 'small', 'b');
      const journal = openJournal(place, keyOf(scenarioHash, code, environmentClass));
      appendCells(journal, [{ ...journal.cells[0], values: Float64Array.of(1) }]);
      writeFileSync(path.join(place, 'pictures', pictures[0].name), '<svg/>');
    });
    const out = await refused(folders);
    expect(out).toMatch(/^SPOILT small\/b replicate \d: spoilt\/\d holds no such metrics, generations or replicates$/m);
    expect(out).toMatch(/^SPOILT small\/b: spoilt\/\d: picture [\w-]+\.svg is not as it was drawn$/m);
  });

  test('with --json as data', async () => {
    const { code, out } = await call('merge', below('good', '1'), '--out', below('refused'), '--json');
    expect(code).toBe(1);
    const { merged, problems, scenarios } = JSON.parse(out);
    expect({ merged, scenarios }).toEqual({ merged: false, scenarios: [] });
    expect(problems[0]).toMatchObject({ kind: 'missing', scenario: 'small/a' });
  });
});

describe('bad input: exit code 2', () => {
  test.each<[string, () => string[], RegExp]>([
    ['no folder', () => [], /expected folders of shards, got none/],
    [
      'a folder without a finished shard',
      () => [below('whole')],
      /whole\/shard\.json: expected a readable file, got no such file/,
    ],
    ['a manifest that is cut', () => [spoiltManifest('{"formatVersion": 1')], /shard\.json: expected JSON/],
    ['a manifest of another format', () => [spoiltManifest('{"formatVersion": 2}')], /shard\.json \//],
    [
      'a shard as the place of the records',
      () => [below('good', '1'), '--out', below('good', '1')],
      /expected another folder after --out/,
    ],
  ])('%s', async (_what, argv, says) => {
    const { code, out, err } = await call('merge', ...argv());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  test('a folder that holds another shard, or none named for a shard', async () => {
    const other = await call('run', 'small/*', '--shard', '2/3', '--out', below('good', '1'));
    expect(other.code).toBe(2);
    expect(other.err).toContain('good/1: expected a folder of its own for each shard, got one that holds shard 1/3');
    const none = await call('run', 'small/*', '--shard', '2/3');
    expect(none.code).toBe(2);
    expect(none.err).toContain('expected --out DIR beside --shard');
    expect((await call('accept', 'small/*', '--shard', '1/3')).err).toContain('got --shard');
  });
});

function spoiltManifest(text: string): string {
  workspace.write('spoilt-manifest/shard.json', text);
  return below('spoilt-manifest');
}

describe('a shard', () => {
  test('is verified as far as its cells go', async () => {
    const file = below('baselines/small/a.json');
    const accepted = readFileSync(below('whole/small/a/result.json'), 'utf8');
    writeFileSync(file, accepted);
    // Its cells are all there: this process starts no worker.
    const folder = below('verified');
    cpSync(below('good', '1'), folder, { recursive: true });
    const verify = (...more: string[]) => call('verify', 'small/*', '--shard', '1/3', '--out', folder, ...more);
    const good = await verify();
    expect(good.out).toMatch(/^small\/a +\d +exact/m);
    expect(good.out).toMatch(/^Shard 1\/3: \d of 13 cells, of \d of 3 scenarios; /m);
    expect(good.code).toBe(0);
    const [first] = cellsOf(1, 'small/a');
    const result = JSON.parse(accepted);
    result.values['w2-squared'][1][first] = 0.5;
    writeFileSync(file, JSON.stringify(result));
    const bad = await verify();
    expect(bad.code).toBe(1);
    expect(bad.out).toContain(`DIFFERENT small/a: w2-squared at generation 2, replicate ${first}: baseline 0.5`);
    expect(JSON.parse((await verify('--json')).out)).toMatchObject({ reproduced: false, shard: '1/3' });
    // A baseline of another class is compared when all cells are there.
    writeFileSync(file, JSON.stringify({ ...result, environmentClass: 'x64, avx9' }));
    const left = await verify();
    expect(left.code).toBe(0);
    expect(left.out).toContain('Left to `verify` of the merged run: theory, and 1 scenario');
    rmSync(file);
    expect((await verify()).out).toContain('MISSING small/a: no baseline');
    expect(existsSync(path.join(folder, 'shard.json'))).toBe(true);
  });

  test('that was killed goes on where it was, and is not merged before', async () => {
    cpSync(below('good', '1'), below('killed', '1'), { recursive: true });
    rmSync(below('killed/1/shard.json'));
    const journal = below('killed/1/small/a/journal.ndjson');
    // Its header, its first cell, and half a line.
    const lines = readFileSync(journal, 'utf8').split('\n');
    expect(lines.length).toBeGreaterThan(3);
    writeFileSync(journal, `${lines.slice(0, 2).join('\n')}\n${lines[2].slice(0, 40)}`);
    const others = [below('good', '2'), below('good', '3')];
    expect((await call('merge', below('killed', '1'), ...others, '--out', below('from-killed'))).code).toBe(2);
    expect((await shard('killed', 1)).code).toBe(0);
    expect(readFileSync(journal, 'utf8')).toContain(lines[1].slice(17, -2));
    expect((await call('merge', below('killed', '1'), ...others, '--out', below('from-killed'))).code).toBe(0);
    expect(readFileSync(below('from-killed/small/a/result.json'))).toEqual(readFileSync(below('whole/small/a/result.json')));
  });

  test('--fresh computes its cells anew', async () => {
    cpSync(below('good', '3'), below('fresh', '3'), { recursive: true });
    const journal = below('fresh/3/small/a/journal.ndjson');
    const texts = [readFileSync(journal, 'utf8')];
    expect((await shard('fresh', 3)).code).toBe(0);
    expect((await shard('fresh', 3, '--fresh')).code).toBe(0);
    texts.push(readFileSync(journal, 'utf8'));
    // Seconds differ.
    expect(texts[1]).not.toBe(texts[0]);
    const { code } = await call(
      'merge',
      below('good', '1'),
      below('good', '2'),
      below('fresh', '3'),
      '--out',
      below('with-fresh'),
    );
    expect(code).toBe(0);
    expect(readFileSync(below('with-fresh/small/a/result.json'))).toEqual(readFileSync(below('whole/small/a/result.json')));
  });
});
