import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatResult } from '../record/result.js';
import { LINE_WIDTH } from '../report/table.js';
import { loadScenario } from '../scenario/load.js';
import { callMain } from '../testing/collapse.js';
import { discreteScenario, gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';
import { gridText } from './grid.js';

const workspace = temporaryWorkspace();
const grid = (...argv: string[]) => callMain(workspace.root, 'grid', ...argv);
const accept = async (id: string, folder = 'baselines') => {
  const file = folder === 'baselines' ? `baselines/${id}.json` : `${folder}/${id}/result.json`;
  workspace.write(file, formatResult(await resultFrom(loadScenario(workspace, id, folder === 'baselines' ? {} : { seed: 5 }))));
};
beforeAll(async () => {
  const accumulate = { id: 'accumulate', keepReal: true };
  const size = { replicates: 30, samples: 20, generations: 20, observe: [1, 20] };
  workspace.scenario('grid/gaussian/replace', gaussianScenario(size));
  workspace.scenario('grid/gaussian/accumulate', gaussianScenario({ ...size, mitigation: accumulate }));
  workspace.scenario(
    'grid/gaussian/grow-linear',
    gaussianScenario({ ...size, mitigation: { id: 'grow-samples', schedule: 'linear' } }),
  );
  workspace.scenario('grid/discrete/replace', discreteScenario({ ...size, metrics: ['squared-error'] }));
  workspace.scenario('elsewhere/gaussian/replace', gaussianScenario());
  for (const id of ['grid/gaussian/replace', 'grid/gaussian/accumulate', 'grid/discrete/replace']) await accept(id);
  for (const id of ['grid/gaussian/replace', 'grid/gaussian/accumulate']) await accept(id, 'own');
});
afterAll(() => workspace.remove());

describe('collapse grid', () => {
  test('shows mitigations by systems, their price, what was measured, and what is missing', async () => {
    const { code, out, err } = await grid();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^mitigation +discrete {2}95% interval +gaussian {2}95% interval$/m);
    expect(out).toMatch(/^replace +~1 {2}exactly +~1 {2}exactly$/m);
    expect(out).toMatch(/^accumulate +- +0\.\d+ {2}0\.\d+ to 0\.\d+$/m);
    expect(out).toMatch(/^accumulate +- +20$/m);
    expect(out).toMatch(/^gaussian +w2-squared +lower +20 +20 +30 +1 /m);
    expect(out).toContain('grid/gaussian/grow-linear: no result yet: pnpm collapse accept grid/gaussian/grow-linear.');
    expect(out).not.toContain('elsewhere');
  });

  test('with --json prints the same as data and nothing else', async () => {
    const { code, out, err } = await grid('--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { source, aspect, mitigations, systems, cells, without } = JSON.parse(out);
    expect({ source, aspect, mitigations }).toEqual({
      source: 'baselines',
      aspect: 'risk',
      mitigations: ['replace', 'accumulate', 'grow-linear'],
    });
    expect(systems.map(({ system }: { system: string }) => system)).toEqual(['discrete', 'gaussian']);
    expect(cells).toHaveLength(3);
    expect(cells.find(({ mitigation }: { mitigation: string }) => mitigation === 'accumulate')).toMatchObject({
      system: 'gaussian',
      effect: 'lower',
      realSamplesUsed: 20,
    });
    expect(without).toHaveLength(1);
  });

  test('of another aspect names the systems that have no metric of it', async () => {
    const { code, out } = await grid('--aspect', 'variance');
    expect(code).toBe(0);
    expect(out).toContain('discrete: not shown, its scenarios do not measure entropy.');
    expect(out).toMatch(/^accumulate +[1-9]\S* {2}/m);
  });

  test('with --out reads what runs left there, whatever their seed', async () => {
    const { code, out } = await grid('--out', `${workspace.root}/own`, '--json');
    expect(code).toBe(0);
    const { systems, cells, without } = JSON.parse(out);
    expect(systems).toMatchObject([{ system: 'gaussian', seed: 5 }]);
    expect(cells).toHaveLength(2);
    expect(without.map(({ reason }: { reason: string }) => reason).join()).toContain('pnpm collapse run grid/discrete/replace');
  });

  test('does not compare the result of another version of a scenario', async () => {
    const other = temporaryWorkspace();
    other.scenario('grid/gaussian/replace', gaussianScenario());
    const result = await resultFrom(loadScenario(other, 'grid/gaussian/replace'));
    other.write('baselines/grid/gaussian/replace.json', formatResult({ ...result, scenarioHash: '0'.repeat(64) }));
    const { code, err } = await callMain(other.root, 'grid');
    expect(code).toBe(2);
    expect(err).toContain('the scenario has changed since its result: pnpm collapse accept grid/gaussian/replace');
    other.remove();
  });
});

describe('the accepted grid shows what theory fixes', () => {
  interface Cell {
    readonly system: string;
    readonly mitigation: string;
    readonly ratio: { readonly estimate: number; readonly low: number; readonly high: number };
    readonly effect: string;
    readonly realSamplesUsed: number;
  }
  let cells: Cell[];
  let text: string;
  const cell = (system: string, mitigation: string) =>
    cells.find((candidate) => candidate.system === system && candidate.mitigation === mitigation)!;
  const systems = ['discrete', 'gaussian', 'gmm', 'kde', 'ngram', 'regression'];
  beforeAll(async () => {
    const { source, ...found } = JSON.parse((await callMain(ownRoot, 'grid', '--json')).out);
    cells = found.cells;
    text = gridText(found, source);
  }, 30_000);

  test.each(systems)('%s: to keep nothing of the original is to replace, at no price', (system) => {
    expect(cell(system, 'preserve-real-0')).toMatchObject({
      ratio: { estimate: 1, low: 1, high: 1 },
      effect: 'none shown',
      realSamplesUsed: 0,
    });
  });

  test('real samples that only teach a detector stand beside the price', () => {
    expect(text).toMatch(/^detect-resample +0 \(\+ 500\) +0 \(\+ 100\) +0 \(\+ 200\)/m);
    expect(text).toMatch(/^select-argmax(?: +0){7,8}$/m);
  });

  test.each(systems)('%s: accumulating, and keeping more and more of the original, lower the risk', (system) => {
    expect(cell(system, 'accumulate').effect).toBe('lower');
    const strengths = [10, 25, 50, 100].map((percent) => cell(system, `preserve-real-${percent}`));
    for (const [i, each] of strengths.entries()) {
      expect(each.effect).toBe('lower');
      if (i > 0) expect(each.ratio.estimate).toBeLessThan(strengths[i - 1].ratio.estimate);
    }
  });

  test('regression: accumulating over replacing is (sum of 1/i^2) / n, in the mean (Gerstgrasser et al.)', () => {
    let sum = 0;
    for (let i = 1; i <= 20; i++) sum += 1 / (i * i);
    const { low, high } = cell('regression', 'accumulate').ratio;
    // Medians of quadratic forms of one shape: the ratio of the means within the interval's reach.
    expect(low).toBeLessThan(sum / 20);
    expect(high).toBeGreaterThan(sum / 20);
  });

  test('fits a terminal and is printed for every system', () => {
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(LINE_WIDTH);
    for (const system of systems) expect(text).toMatch(new RegExp(`^mitigation.* ${system}  95% interval`, 'm'));
  });
});
