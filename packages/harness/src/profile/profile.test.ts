import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baselineFile } from '../baseline.js';
import { parseResult, type Result } from '../record/result.js';
import { loadScenario } from '../scenario/load.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { collapseProfile } from './profile.js';

const workspace = workspaceAt(ownRoot);

/** Status of each definition, by its first word, for a committed baseline. */
function statuses(id: string, change: (result: Result) => Result = (result) => result): Record<string, string> {
  const result = parseResult(readFileSync(baselineFile(workspace, id), 'utf8'), id);
  const findings = collapseProfile(loadScenario(workspace, id).scenario, change(result));
  return Object.fromEntries(findings.map(({ definition, status }) => [definition.split(' ')[0], status]));
}

describe('the collapse profile comes out as the literature says', () => {
  test('replacing, Gaussian: a catastrophe, with vanishing variance (Shumailov et al.)', () => {
    expect(statuses('gaussian/replace-m100')).toMatchObject({ 1: 'met', 2: 'met', 5: 'met', late: 'met' });
  });

  test('accumulating, Gaussian: the risk rises a little and levels off (Gerstgrasser et al.)', () => {
    expect(statuses('gaussian/fig6-m100')).toMatchObject({ 1: 'not met', 2: 'met', 3: 'not met', 5: 'not met', late: 'not met' });
  });

  test('replacing, discrete: the tails go first, then all but one state (Def. 3.1)', () => {
    expect(statuses('discrete/fig3-bimodal')).toMatchObject({ 5: 'met', 6: 'met', 7: 'met', early: 'met', late: 'met' });
  });

  test('accumulating, discrete: nothing is lost', () => {
    const found = statuses('discrete/zipf-accumulate');
    expect(found).toMatchObject({ 1: 'not met', 3: 'not met', 5: 'not met', 7: 'not met', early: 'not met', late: 'not met' });
  });
});

describe('what a profile does not claim', () => {
  test('what no metric measures is not assessed, and says why', () => {
    expect(statuses('gaussian/replace-m100')).toMatchObject({ 4: 'not assessed', 8: 'not assessed' });
  });

  test('a value that is not a number leaves its aspect unassessed', () => {
    const spoilt = (result: Result): Result => {
      const values = structuredClone(result.values);
      const rows = values['w2-squared'];
      rows[rows.length - 1][3] = { status: 'diverged', reason: 'planted' };
      return { ...result, values };
    };
    expect(statuses('gaussian/replace-m100', spoilt)).toMatchObject({ 1: 'not assessed', 2: 'not assessed', 5: 'met' });
  });

  test('too few replicates do not decide', () => {
    const few = (result: Result): Result => ({
      ...result,
      values: Object.fromEntries(Object.entries(result.values).map(([id, rows]) => [id, rows.map((row) => row.slice(0, 1))])),
    });
    expect(statuses('gaussian/replace-m100', few)).toMatchObject({ 1: 'not assessed', 5: 'not assessed' });
  });

  test('the same result gives the same intervals', () => {
    const result = parseResult(readFileSync(baselineFile(workspace, 'gaussian/replace-m100'), 'utf8'), 'x');
    const { scenario } = loadScenario(workspace, 'gaussian/replace-m100');
    expect(collapseProfile(scenario, result)).toEqual(collapseProfile(scenario, result));
  });
});
