import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { formatResult, type Result } from '../record/result.js';
import { LINE_WIDTH } from '../report/table.js';
import { loadScenario } from '../scenario/load.js';
import { callMain } from '../testing/collapse.js';
import { gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

const workspace = temporaryWorkspace();
const explain = (...argv: string[]) => callMain(workspace.root, 'explain', ...argv);
const below = (file: string) => path.join(workspace.root, ...file.split('/'));
let result: Result;
beforeAll(async () => {
  const mitigation = { id: 'fixed-real', ratio: 1 };
  workspace.scenario('small/a', gaussianScenario({ description: 'Why it is here.', paper: 'Fig. 4' }));
  workspace.scenario('small/b', gaussianScenario({ mitigation, metrics: ['tail-mass'] }));
  result = await resultFrom(loadScenario(workspace, 'small/a'));
});
afterAll(() => workspace.remove());

describe('explaining a scenario', () => {
  test('shows real samples that only select apart from those that are trained on', async () => {
    const system = { ...(gaussianScenario().system as object), representation: 'points' };
    workspace.scenario('small/c', gaussianScenario({ system, mitigation: { id: 'detect-resample', power: 1, cap: 5 } }));
    const { out } = await explain('small/c');
    expect(out).toContain('0 distinct real samples after model 1');
    expect(out).toContain('and 20 that select or weigh samples and are not trained on\n');
    expect((await explain('small/a')).out).not.toContain('select or weigh');
  });

  test('says what it is, what it costs, what theory says and how to run it', async () => {
    const { code, out, err } = await explain('small/a');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { hash } = loadScenario(workspace, 'small/a');
    for (const words of [
      'small/a: A small chain',
      'Why it is here.',
      'benchmarks/scenarios/small/a.json',
      'Fig. 4',
      'gaussian: ',
      'replace: ',
      '20 samples a generation, 5 generations, 4 replicates, seed 1',
      'generations 1, 2, 5',
      '0 distinct real samples',
      'equal bytes on every machine',
      hash,
      'none yet',
      'not measured here yet',
      'pnpm collapse run small/a',
    ]) {
      expect(out).toContain(words);
    }
    expect(out).toMatch(/^variance-ratio +higher|^variance-ratio +lower/m);
    // The expected variance ratio stays 1: the prediction at generations 1, 2 and 5.
    expect(out).toMatch(/^G1-variance-ratio +exact +mean of variance-ratio +3 +1 /m);
  });

  test('names the options of its mitigation, its price, and that no oracle covers it', async () => {
    const { out } = await explain('small/b');
    expect(out).toContain('{"ratio":1}');
    expect(out).toContain('20 distinct real samples after model 1');
    expect(out).toContain('No oracle covers this scenario.');
  });

  test('fits a terminal', async () => {
    workspace.scenario('small/wide', gaussianScenario({ description: 'Why it is here. '.repeat(20).trim() }));
    const { out } = await explain('small/wide');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(LINE_WIDTH);
    // Options break between each other and stay below the first.
    expect(out).toMatch(/^ {13}\{"dimension":1, [^\n]*\n {13}"/m);
    expect(out).toMatch(/^Why it is here\. [^\n]*\n[^\n]* here\.$/m);
  });

  test('of several at once by a glob', async () => {
    const { out } = await explain('small/*');
    expect(out).toContain('small/a: ');
    expect(out).toContain('small/b: ');
  });

  test('knows the baseline and the last run', async () => {
    workspace.write('baselines/small/b.json', formatResult(await resultFrom(loadScenario(workspace, 'small/b'))));
    workspace.write('runs/small/b/run.json', { seconds: 12, cells: 4 });
    const { out } = await explain('small/b');
    expect(out).toContain('baseline     baselines/small/b.json');
    expect(out).toContain('12 s of one core for 4 cells when last run here (3 s each)');
  });
});

describe("explaining the paper's language model", () => {
  const paper = (...parts: string[]) => path.join(ownRoot, 'benchmarks', 'scenarios', 'paper', 'llm', ...parts);
  beforeAll(() => {
    workspace.scenario('paper/opt', readFileSync(paper('fig10-replace.json'), 'utf8'));
    vi.stubEnv('COLLAPSE_CACHE', below('cache'));
    vi.stubEnv('HF_ENDPOINT', 'http://mirror.example/hub/');
  });
  afterAll(() => vi.unstubAllEnvs());

  test('says what is fetched from where, how much work it is, and what the paper has', async () => {
    const { code, out, err } = await explain('paper/opt');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const text = out.replace(/\s+/g, ' ');
    for (const words of [
      'downloads about 260 MB from http://mirror.example/hub (HF_ENDPOINT names another hub)',
      'about 252 MB of model facebook/opt-125m, revision 1f44ae81e29a9f7525c8331302e5562e0d91f731: vocab.json, merges.txt, config.json, model.safetensors',
      'about 7.75 MB of dataset Salesforce/wikitext, revision b08601e04326c79dfdd32d625aee71d232d685c3: wikitext-2-raw-v1/train-',
      'kept in cache/hub (COLLAPSE_CACHE names another folder); 0 of 7 files are there already',
      'use a graphics card: --engine onnx:webgpu',
      'The paper: from 20 to 28 in the text, 35 to 60 on the figure.',
    ]) {
      expect(text).toContain(words);
    }
    for (const line of out.split('\n').filter((each) => !each.includes('"'))) expect(line.length).toBeLessThanOrEqual(LINE_WIDTH);
  });

  test('says which files are here', async () => {
    workspace.write('cache/hub/models/facebook/opt-125m/1f44ae81e29a9f7525c8331302e5562e0d91f731/config.json', '{}');
    expect((await explain('paper/opt')).out).toContain('1 of 7 files are there already');
  });

  test('fetches nothing where nothing is wanted', async () => {
    expect((await explain('small/a')).out).not.toMatch(/downloads|graphics card/);
  });
});

test('a scenario whose baseline cannot be read: bad input that names the baseline', async () => {
  workspace.scenario('small/c', gaussianScenario());
  workspace.write('baselines/small/c.json', '{}');
  const { code, out, err } = await explain('small/c');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^collapse: baselines\/small\/c\.json \/[^\n]*\n$/);
});

describe('explaining a record', () => {
  test('says where it comes from and how to run it again', async () => {
    const file = workspace.write('elsewhere/result.json', formatResult(result));
    const environment = { node: '20.19.0', cpu: 'A processor' };
    workspace.write('elsewhere/run.json', { codeHash: 'c0de', finishedAt: '2026-01-01T00:00:00Z', seconds: 1.5, environment });
    for (const subject of [file, path.dirname(file)]) {
      const { code, out, err } = await explain(subject);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('elsewhere/result.json: small/a');
      expect(out).toContain(`${result.scenarioHash} (as in this checkout)`);
      expect(out).toContain('4 replicates, seed 1, generations 1, 2, 5');
      expect(out).toContain('metrics      variance-ratio, w2-squared');
      expect(out).toContain('c0de');
      expect(out).toContain('2026-01-01T00:00:00Z, 1.5 s of one core');
      expect(out).toContain('A processor');
      expect(out).toContain('pnpm collapse run small/a --seed 1 --replicates 4 --fresh');
    }
  });

  test('says who made it, of what, and from where to run it again', async () => {
    const commit = 'c'.repeat(40);
    const environment = { instructionSet: 'avx2', commit, dirty: true, lockfile: 'f00d' };
    const data = { 'some-data/images': 'abc' };
    const info = { engine: 'wasm', runtime: null, environmentClass: 'x64, avx2, engine wasm', jobs: 3, environment, data };
    workspace.write('made/result.json', formatResult(result));
    workspace.write('made/run.json', info);
    const { out } = await explain(below('made'));
    expect(out).toContain('class        x64, avx2, engine wasm\nengine       wasm\n');
    expect(out).toContain('s of one core, --jobs 3\n');
    expect(out).toMatch(/^ {2}instructionSet +avx2$/m);
    expect(out).toMatch(/^ {2}lockfile +f00d$/m);
    expect(out).toContain('data         some-data/images SHA-256 abc\n');
    expect(out).toContain(`run again    git checkout ${commit}   # with changes that were not committed\n`);
    expect(out).toContain('             pnpm collapse run small/a --seed 1 --replicates 4 --engine wasm --fresh\n');
    workspace.write('made/run.json', { engine: null, environment: { commit, dirty: false } });
    const plain = (await explain(below('made'))).out;
    expect(plain).toContain('engine       none: plain TypeScript arithmetic\n');
    expect(plain).toContain(
      `run again    git checkout ${commit}\n             pnpm collapse run small/a --seed 1 --replicates 4 --fresh\n`,
    );
    workspace.write('made/run.json', { engine: 'onnx', runtime: 'onnxruntime 1.30.0, 1 thread' });
    expect((await explain(below('made'))).out).toContain('engine       onnx (onnxruntime 1.30.0, 1 thread)\n');
  });

  test('says when the scenario has changed since, or is not here', async () => {
    const changed = workspace.write('changed.json', formatResult({ ...result, scenarioHash: '0'.repeat(64) }));
    expect((await explain(changed)).out).toContain('NOT as in this checkout');
    const foreign = workspace.write('foreign.json', formatResult({ ...result, scenario: 'other/x' }));
    expect((await explain(foreign)).out).toContain('the scenario is not in this checkout');
  });

  test('with another metric or generation than the scenario is not as in this checkout, whatever its hash', async () => {
    const { 'variance-ratio': ratio, 'w2-squared': w2 } = result.values;
    const odd = [{ values: { 'variance-ratio': ratio, other: w2 } }, { generations: [1, 2, 4] }];
    for (const change of odd) {
      const file = workspace.write('odd.json', formatResult({ ...result, ...change }));
      const { code, out } = await explain(file);
      expect(code).toBe(0);
      expect(out).toContain('NOT as in this checkout');
      workspace.write('baselines/small/a.json', formatResult({ ...result, ...change }));
      expect((await explain('small/a')).code).toBe(0);
    }
  });

  test('of another seed is as in this checkout: the seed is the command line’s to choose', async () => {
    const seeded = await resultFrom(loadScenario(workspace, 'small/a', { seed: 5 }));
    const file = workspace.write('seeded.json', formatResult(seeded));
    const { out } = await explain(file);
    expect(out).toContain('(as in this checkout)');
    expect(out).toContain('--seed 5');
  });

  test.each(['null', '3', '"x"', '{', '[]', '{"environment":null,"seconds":"x","shards":[null],"data":3}'])(
    'lives with a run.json of %s',
    async (content) => {
      workspace.write('odd/result.json', formatResult(result));
      workspace.write('odd/run.json', content);
      const { code, out, err } = await explain(below('odd'));
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('run again    pnpm collapse run small/a');
    },
  );

  test('reads a run.json of version 1, and says why it reads none of a newer one', async () => {
    workspace.write('made/result.json', formatResult(result));
    workspace.write('made/run.json', { formatVersion: 1, codeHash: 'c0de', environmentClass: 'x64, avx2, engine wasm' });
    expect((await explain(below('made'))).out).toContain('engine       wasm\n');
    workspace.write('made/run.json', { formatVersion: 99, codeHash: 'c0de' });
    const { code, out } = await explain(below('made'));
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'provenance made/run.json /formatVersion: expected a format from 1 to 2, got 99; ',
    );
  });

  test('without a run.json says so', async () => {
    const file = workspace.write('alone/result.json', formatResult(result));
    expect((await explain(file)).out).toContain('no run.json beside it');
  });

  test('cut off is bad input', async () => {
    const text = formatResult(result);
    const file = workspace.write('cut.json', text.slice(0, text.length / 2));
    const { code, out, err } = await explain(file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^collapse: cut\.json: expected JSON, [^\n]+\n$/);
  });
});
