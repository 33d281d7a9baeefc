import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baselineFile } from '../baseline.js';
import { systems } from '../catalog.js';
import { parseResult, type Result } from '../record/result.js';
import { loadScenario } from '../scenario/load.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { collapseProfile } from './profile.js';

const workspace = workspaceAt(ownRoot);

const seen = new Map<string, Record<string, string>>();

/** Status of each definition, by its first word, for a committed baseline, or for a changed one. */
function statuses(id: string, change?: (result: Result) => Result): Record<string, string> {
  const known = change === undefined ? seen.get(id) : undefined;
  if (known !== undefined) return known;
  const result = parseResult(readFileSync(baselineFile(workspace, id), 'utf8'), id);
  const findings = collapseProfile(loadScenario(workspace, id).scenario, change?.(result) ?? result);
  const found = Object.fromEntries(findings.map(({ definition, status }) => [definition.split(' ')[0], status]));
  if (change === undefined) seen.set(id, found);
  return found;
}

describe('the collapse profile comes out as the literature says', () => {
  test('replacing, Gaussian: a diverging risk, with vanishing variance and tails (Shumailov et al.)', () => {
    expect(statuses('profile/gaussian-replace')).toMatchObject({ 1: 'met', 2: 'met', 3: 'met', 5: 'met', 7: 'met', late: 'met' });
    expect(statuses('gaussian/replace-m100')).toMatchObject({ 1: 'met', 2: 'met', 5: 'met', late: 'met' });
  });

  test('replacing with the estimator of the released code, Gaussian: a catastrophe, but no divergence (G2: the risk ends at 2)', () => {
    expect(statuses('gaussian/replace-m100-mle')).toMatchObject({ 1: 'met', 3: 'not met', 5: 'met', late: 'met' });
  });

  test('replacing, discrete: the tails go first, then all but one state (Def. 3.1); a bounded risk cannot diverge', () => {
    expect(statuses('profile/discrete-replace')).toMatchObject({ 1: 'met', 2: 'met', 3: 'not met' });
    for (const id of ['profile/discrete-replace', 'discrete/fig3-bimodal']) {
      expect(statuses(id)).toMatchObject({ 5: 'met', 6: 'met', 7: 'met', early: 'met', late: 'met' });
    }
  });

  test('replacing, mixtures: one mode is left, and it shrinks (Shumailov et al., Section 5.1)', () => {
    expect(statuses('profile/gmm-replace')).toMatchObject({ 1: 'met', 2: 'met', 3: 'met', 5: 'met', 6: 'met', late: 'met' });
  });

  test('replacing, kernel densities: the risk diverges by spreading, so neither variance nor tails are lost (Kazdan et al.)', () => {
    expect(statuses('profile/kde-replace')).toMatchObject({ 1: 'met', 2: 'met', 3: 'met', 5: 'not met', 7: 'not met' });
  });

  test('replacing, regression: the error grows linearly without end (Gerstgrasser et al.)', () => {
    expect(statuses('profile/regression-replace')).toMatchObject({ 1: 'met', 2: 'met', 3: 'met' });
  });

  test('replacing, n-grams: the perplexity keeps rising, though not tenfold', () => {
    expect(statuses('profile/ngram-replace')).toMatchObject({ 1: 'not met', 2: 'met', 3: 'met', 5: 'not met', 7: 'not met' });
  });

  test('replacing, autoencoders: variance, modes and tails are lost (Shumailov et al., Section 5.1); accumulating, none', () => {
    const lost = { 1: 'not met', 2: 'met', 5: 'met', 6: 'met', 7: 'met', late: 'met' };
    expect(statuses('vae/replace')).toMatchObject(lost);
    // The released code, which decodes every minibatch anew, does no better than one set a generation.
    expect(statuses('vae/resampled')).toMatchObject(lost);
    // A fit to ever more images takes ever more steps, and gets better.
    expect(statuses('vae/accumulate')).toMatchObject({ 2: 'not met', 5: 'not met', 6: 'not met', 7: 'not met', late: 'not met' });
  });

  test('replacing, transformers: the perplexity keeps rising (Shumailov et al., Section 5.2); accumulating, it rises less', () => {
    expect(statuses('llm/replace')).toMatchObject({ 1: 'not met', 2: 'met', 3: 'met' });
    expect(statuses('llm/accumulate')).toMatchObject({ 1: 'not met', 2: 'met', 3: 'not met' });
  });

  test.each(systems.map(({ id }) => id).filter((id) => !['vae', 'llm'].includes(id)))(
    'accumulating, %s: the risk rises a little and levels off, and nothing is lost (Gerstgrasser et al., Kazdan et al.)',
    (id) => {
      const found = statuses(`profile/${id}-accumulate`);
      expect(found).toMatchObject({ 1: 'not met', 2: 'met', 3: 'not met' });
      for (const definition of ['5', '6', '7', 'early', 'late']) expect(['not met', 'not assessed']).toContain(found[definition]);
      // Whatever replacing loses is measured here too.
      const replaced = statuses(`profile/${id}-replace`);
      for (const [definition, status] of Object.entries(replaced)) {
        if (status !== 'not assessed') expect(found[definition]).not.toBe('not assessed');
      }
    },
  );

  test("accumulating, discrete with Zipf's law: nothing is lost", () => {
    const found = statuses('discrete/zipf-accumulate');
    expect(found).toMatchObject({ 1: 'not met', 3: 'not met', 5: 'not met', 7: 'not met', early: 'not met', late: 'not met' });
  });
});

describe('early collapse', () => {
  /** Two generations, the second with half the tails lost, all modes, and these shares of the variance, in turn. */
  const withVariance = (...shares: readonly number[]) =>
    statuses('profile/discrete-replace', (result) => {
      const values = Object.fromEntries(Object.entries(result.values).map(([id, [first]]) => [id, [first, first]]));
      values.support = [values.support[0], values.support[0].map((value) => (value as number) * 0.4)];
      values.entropy = [values.entropy[0], values.entropy[0].map((value, i) => (value as number) * shares[i % shares.length])];
      return { ...result, generations: [1, 2], values };
    });

  test('is the loss of tails while variance is kept', () => {
    expect(withVariance(0.9)).toMatchObject({ 7: 'met', 5: 'not met', early: 'met', late: 'not met' });
  });

  test('is not shown where variance goes with them', () => {
    expect(withVariance(0.3)).toMatchObject({ 7: 'met', 5: 'met', early: 'not met', late: 'met' });
  });

  test('is undecided where it is undecided whether variance is kept', () => {
    expect(withVariance(0.3, 0.9)).toMatchObject({ 7: 'met', 5: 'undecided', early: 'undecided' });
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
