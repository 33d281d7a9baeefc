import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collapseProfile } from '../profile/profile.js';
import { formatResult, type Result } from '../record/result.js';
import { LINE_WIDTH } from '../report/table.js';
import { loadScenario } from '../scenario/load.js';
import { callMain } from '../testing/collapse.js';
import { gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

const workspace = temporaryWorkspace();
const profile = (...argv: string[]) => callMain(workspace.root, 'profile', ...argv);
let result: Result;
beforeAll(async () => {
  workspace.scenario('small/a', gaussianScenario({ generations: 60, observe: [1, 30, 60], replicates: 40 }));
  workspace.scenario('small/b', gaussianScenario());
  result = await resultFrom(loadScenario(workspace, 'small/a'));
  workspace.write('baselines/small/a.json', formatResult(result));
  workspace.write('own/small/b/result.json', formatResult(await resultFrom(loadScenario(workspace, 'small/b', { seed: 3 }))));
});
afterAll(() => workspace.remove());

describe('collapse profile', () => {
  test('shows one row a scenario, what the columns ask, and which scenarios have no result', async () => {
    const { code, out, err } = await profile('small/*');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^scenario +risk x10 +risk up +diverges +scaling +variance +modes +tails +halluc\. +early +late$/m);
    // M = 20: after 60 generations the variance is gone (E ln s^2 = -3), and the risk with it.
    expect(out).toMatch(/^small\/a +met +met +\S+ +- +met +- +- +- +- +met$/m);
    expect(out).toContain('small/b: no result yet: pnpm collapse accept small/b');
    expect(out).not.toMatch(/^small\/b /m);
    expect(out).toContain('5 variance collapses: less than 0.5');
  });

  test('with --json prints every finding with its evidence, and nothing else', async () => {
    const { code, out, err } = await profile('small/*', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { profiles, without } = JSON.parse(out);
    const findings = collapseProfile(loadScenario(workspace, 'small/a').scenario, result);
    const head = { scenario: 'small/a', seed: 1, replicates: 40, generations: [1, 30, 60] };
    expect(profiles).toEqual([{ ...head, findings: JSON.parse(JSON.stringify(findings)) }]);
    expect(without).toEqual([{ scenario: 'small/b', reason: 'no result yet: pnpm collapse accept small/b' }]);
  });

  test('with --out reads what runs left there, whatever their seed', async () => {
    const { code, out } = await profile('small/*', '--out', `${workspace.root}/own`, '--json');
    expect(code).toBe(0);
    const { profiles, without } = JSON.parse(out);
    expect(profiles).toMatchObject([{ scenario: 'small/b', seed: 3 }]);
    expect(without).toMatchObject([{ scenario: 'small/a' }]);
  });

  test('of every system by default, replacing beside accumulating, fits a terminal', async () => {
    const { code, out } = await callMain(ownRoot, 'profile');
    expect(code).toBe(0);
    for (const system of ['discrete', 'gaussian', 'gmm', 'kde', 'ngram', 'regression']) {
      // Replacing lets the risk rise and rise; accumulating bounds it.
      expect(out).toMatch(new RegExp(`^profile/${system}-accumulate +no +met +no `, 'm'));
      expect(out).toMatch(new RegExp(`^profile/${system}-replace +(met|no) +met +${system === 'discrete' ? 'no' : 'met'} `, 'm'));
    }
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(LINE_WIDTH);
  }, 30_000);
});
