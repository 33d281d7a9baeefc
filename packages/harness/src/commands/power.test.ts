import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatResult } from '../record/result.js';
import { loadScenario } from '../scenario/load.js';
import { callMain, runCollapse } from '../testing/collapse.js';
import { gaussianScenario, resultFrom } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';
import { ownRoot } from '../workspace.js';

const workspace = temporaryWorkspace();
const file = path.join(workspace.root, 'benchmarks', 'POWER.md');
beforeAll(async () => {
  // So many samples that a shift of a margin is large, and so few replicates that 500 pairs of seeds take a second.
  // Two metrics of one thing: their joint test of theory, made for any two, is wrong in half as many runs as it may be.
  const metrics = ['variance-ratio', 'standard-deviation'];
  const content = gaussianScenario({ samples: 1e8, replicates: 5, observe: [1], generations: 1, metrics });
  workspace.scenario('power/small', content);
  workspace.scenario('gaussian/small', gaussianScenario());
  for (const id of ['power/small', 'gaussian/small']) {
    workspace.write(`baselines/${id}.json`, formatResult(await resultFrom(loadScenario(workspace, id))));
  }
  workspace.write('benchmarks/suites/power.json', { formatVersion: 1, title: 'small', include: ['power/*'], throughput: false });
  const benchmarks = [{ id: 'a', relative: [1, 1.02, 0.97, 1.01] }];
  workspace.write('benchmarks/power-timings.json', { formatVersion: 1, class: 'here', benchmarks });
});
afterAll(() => workspace.remove());

describe('collapse power', () => {
  test('prints what was promised and found, and writes the report', async () => {
    const { code, out } = await runCollapse(workspace.root, ['power', '--jobs', '2']);
    expect(code, out).toBe(0);
    expect(out).toMatch(/^exact rows, nothing changed: exact +all +2 of 2 +100% \(34\.2% to 100%\) +yes$/m);
    expect(out).toMatch(/^fresh seeds, nothing changed: different +at most 1% +0 of 500 +0% \(0% to 0\.8%\) +yes$/m);
    expect(out).toMatch(/^ +2 {2}100% \(99\.2% to 100%\) +100%/m);
    expect(out).toContain('wrote benchmarks/POWER.md\n');
    expect(readFileSync(file, 'utf8')).toMatch(/^\| power\/small \| variance-ratio \| 1 \| [\d.]+% \| 100% \|/m);
  });

  test('refuses what it does not understand', async () => {
    for (const argv of [['gaussian/small'], ['--timings', '3'], ['--jobs', '0']]) {
      expect((await callMain(workspace.root, 'power', ...argv)).code, argv.join(' ')).toBe(2);
    }
  });

  test('says what is wrong with the recorded timings before anything runs', async () => {
    const other = temporaryWorkspace();
    other.write('benchmarks/power-timings.json', {
      formatVersion: 1,
      class: 'here',
      benchmarks: [{ id: 'a', relative: [1, -1] }],
    });
    const { code, err } = await callMain(other.root, 'power');
    other.remove();
    expect([code, err]).toEqual([2, expect.stringContaining('benchmarks/power-timings.json')]);
  });
});

test('the committed report meets every target', () => {
  const report = path.join(ownRoot, 'benchmarks', 'POWER.md');
  expect(existsSync(report)).toBe(true);
  const rows = readFileSync(report, 'utf8')
    .split('\n')
    .filter((line) => /\| (yes|NO) \|$/.test(line));
  expect(rows.length).toBe(8);
  expect(rows.filter((line) => line.endsWith('| NO |'))).toEqual([]);
});
