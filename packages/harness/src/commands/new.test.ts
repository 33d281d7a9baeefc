import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type AnySystem, loopStreams, replace, runGenerations } from '@collapse-bench/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systems } from '../catalog.js';
import { runCell } from '../run/cell.js';
import { whyReserved } from '../scaffold/reserved-names.js';
import { loadScenario } from '../scenario/load.js';
import { callMain } from '../testing/collapse.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

/** A workspace with copies of the packages that templates are written into. */
const workspace = temporaryWorkspace();
const { root } = workspace;
const create = (...argv: string[]) => callMain(root, 'new', ...argv);
const text = (file: string) => readFileSync(path.join(root, file), 'utf8');
const own = (file: string) => path.join(ownRoot, ...file.split('/'));

function run(script: string, args: string[]) {
  const env = { ...process.env, NO_COLOR: '1' };
  return promisify(execFile)(process.execPath, [own(script), ...args], { cwd: root, env }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`);
  });
}
const typecheck = (folder: string) => run('node_modules/typescript/bin/tsc', ['-p', path.join(root, folder), '--noEmit']);

beforeAll(() => {
  cpSync(own('tsconfig.base.json'), path.join(root, 'tsconfig.base.json'));
  symlinkSync(own('node_modules'), path.join(root, 'node_modules'));
  for (const name of ['core', 'gaussian']) {
    const target = path.join(root, 'packages', name);
    const left = new Set(['node_modules', 'tsconfig.tsbuildinfo', '.turbo']);
    cpSync(own(`packages/${name}`), target, { recursive: true, filter: (file) => !left.has(path.basename(file)) });
    symlinkSync(own(`packages/${name}/node_modules`), path.join(target, 'node_modules'));
  }
});
afterAll(() => workspace.remove());

describe('collapse new scenario', () => {
  test('writes a scenario that is valid, listed and runs', async () => {
    const { code, out, err } = await create('scenario', 'gaussian/deep/my-chain');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('wrote benchmarks/scenarios/gaussian/deep/my-chain.json\n');
    expect(out).toContain('pnpm collapse run gaussian/deep/my-chain');
    const loaded = loadScenario(workspace, 'gaussian/deep/my-chain');
    const cell = await runCell(loaded, 0, () => 0);
    expect(cell.values.every(Number.isFinite)).toBe(true);
    expect((await callMain(root, 'list', 'scenarios')).out).toContain('gaussian/deep/my-chain');
    const { $schema } = JSON.parse(text(loaded.file));
    expect(path.join(path.dirname(path.join(root, loaded.file)), $schema)).toBe(
      path.join(workspace.schema, 'scenario.schema.json'),
    );
  });

  test('never writes over a file', async () => {
    await create('scenario', 'gaussian/twice');
    const before = text('benchmarks/scenarios/gaussian/twice.json');
    const { code, out, err } = await create('scenario', 'gaussian/twice');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('benchmarks/scenarios/gaussian/twice.json: expected no such file yet, got one');
    expect(text('benchmarks/scenarios/gaussian/twice.json')).toBe(before);
  });

  test.each([
    'alone',
    'Gaussian/x',
    'gaussian/../x',
    '/gaussian/x',
    'gaussian/',
    'gaussian//x',
    'gaussian/x.json',
    'a/b c',
    'a/-b',
    'a/b-',
  ])('refuses the name %j', async (name) => {
    const { code, err } = await create('scenario', name);
    expect(code).toBe(2);
    expect(err).toContain('a name in lower-case words joined by hyphens, such as gaussian/my-scenario');
  });
});

describe('collapse new mitigation', () => {
  test('writes a mitigation that type-checks and whose test passes', async () => {
    const { code, out } = await create('mitigation', 'half-real-2');
    expect(code).toBe(0);
    expect(out).toContain('wrote packages/core/src/mitigations/half-real-2.ts\n');
    expect(out).toContain('export halfReal2 from packages/core/src/index.ts');
    await typecheck('packages/core');
    const { stdout } = await run('node_modules/vitest/vitest.mjs', ['run', '--root', root, 'half-real-2']);
    expect(stdout).toMatch(/1 passed/);
  });

  test('refuses one that is there', async () => {
    const before = text('packages/core/src/mitigations/replace.ts');
    const { code, err } = await create('mitigation', 'replace');
    expect(code).toBe(2);
    expect(err).toContain('packages/core/src/mitigations/replace.ts: expected no such file yet');
    expect(text('packages/core/src/mitigations/replace.ts')).toBe(before);
    expect(existsSync(path.join(root, 'packages/core/src/mitigations/replace.test.ts'))).toBe(false);
  });

  test.each(['a/b', 'Mine', 'my_mitigation', '../x', '2fast', ''])('refuses the name %j', async (name) => {
    expect((await create('mitigation', name)).code).toBe(2);
  });
});

describe('names that the code could not bear', () => {
  test.each([
    ['mitigation', 'delete', 'a reserved word of the language'],
    ['mitigation', 'test', 'a name that the template uses itself'],
    ['mitigation', 'global-this', 'a reserved word of the language'],
    ['metric', 'gaussian/new', 'a reserved word of the language'],
    ['metric', 'gaussian/ok', 'a name that the template uses itself'],
    ['model', 'class', 'a reserved word of the language'],
    ['model', 'mean', 'a name that the template uses itself'],
  ])('%s %s is refused: %s', async (kind, name, why) => {
    const { code, out, err } = await create(kind, name);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`got "${name}", ${why}`);
    expect(err).toMatch(/^[^\n]*\n$/);
  });

  test('are those that make code of a template invalid, and no others', () => {
    for (const word of ['delete', 'await', 'enum', 'static']) {
      expect(() => new Function(`'use strict'; return async () => { const ${word} = 1; }`), word).toThrow(SyntaxError);
      expect(whyReserved('mitigation', word)).toBeDefined();
    }
    for (const word of ['of', 'async', 'type', 'replaceAll']) {
      new Function(`'use strict'; const ${word} = 1;`);
      expect(whyReserved('mitigation', word)).toBeUndefined();
    }
  });

  test('a scenario may be called so: it is no code', async () => {
    expect((await create('scenario', 'gaussian/delete')).code).toBe(0);
  });
});

describe('collapse new metric', () => {
  test('writes a metric that type-checks', async () => {
    const { code, out } = await create('metric', 'gaussian/my-distance');
    expect(code).toBe(0);
    expect(out).toContain('wrote packages/gaussian/src/metrics/my-distance.ts\n');
    await typecheck('packages/gaussian');
  });

  test('refuses an unknown model, with near names', async () => {
    const { code, err } = await create('metric', 'gausian/x');
    expect(code).toBe(2);
    const known = systems.map(({ id }) => id).join(', ');
    expect(err).toContain(`expected a model (${known}) before the slash, got "gausian" (did you mean gaussian?)`);
    expect(existsSync(path.join(root, 'packages', 'gausian'))).toBe(false);
  });
});

describe('collapse new model', () => {
  test('writes a package that type-checks and whose model runs', async () => {
    const { code, out } = await create('model', 'toy-mean');
    expect(code).toBe(0);
    for (const file of ['package.json', 'tsconfig.json', 'src/index.ts', 'src/toy-mean.ts']) {
      expect(out).toContain(`wrote packages/toy-mean/${file}\n`);
    }
    // What `pnpm install` would link.
    const modules = path.join(root, 'packages', 'toy-mean', 'node_modules');
    mkdirSync(path.join(modules, '@collapse-bench'), { recursive: true });
    symlinkSync(path.join(root, 'packages', 'core'), path.join(modules, '@collapse-bench', 'core'));
    symlinkSync(own('packages/core/node_modules/typebox'), path.join(modules, 'typebox'));
    await typecheck('packages/toy-mean');

    const { toyMean } = (await import(path.join(root, 'packages/toy-mean/src/toy-mean.ts'))) as { toyMean: AnySystem };
    const mitigation = replace.create({});
    const loop = { ...toyMean.create({}), mitigation, samples: 50, generations: 3, streams: loopStreams(1, 0) };
    const means = [];
    for await (const { params } of runGenerations<any, any>(loop)) means.push(params.mean);
    expect(means).toHaveLength(3);
    expect(means.every((mean) => Number.isFinite(mean) && mean !== 0)).toBe(true);
  });

  test('refuses one that is there, and writes nothing', async () => {
    const before = readdirSync(path.join(root, 'packages', 'gaussian', 'src'));
    const { code, err } = await create('model', 'gaussian');
    expect(code).toBe(2);
    expect(err).toContain('packages/gaussian/package.json: expected no such file yet');
    expect(readdirSync(path.join(root, 'packages', 'gaussian', 'src'))).toEqual(before);
  });

  test('says so when a file stands where a folder is needed: exit code 3, nothing written', async () => {
    workspace.write('packages/taken', 'a file');
    const { code, out, err } = await create('model', 'taken');
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toMatch(/^collapse: [^\n]*packages\/taken[^\n]*\n$/);
    expect(text('packages/taken')).toBe('a file');
  });
});
