import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatResult, parseResult } from '../record/result.js';
import { runCollapse } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
const summaryFile = workspace.write('summary.md', '');
const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summaryFile };

/** What is left of standard output besides annotations, and the annotations. */
function split(out: string) {
  const lines = out.split('\n');
  const isAnnotation = (line: string) => line.startsWith('::');
  return { plain: lines.filter((line) => !isAnnotation(line)).join('\n'), annotations: lines.filter(isAnnotation) };
}
const verify = (...argv: string[]) => {
  writeFileSync(summaryFile, '');
  return runCollapse(workspace.root, ['verify', 'small/*', ...argv], { env });
};

/** The line of a scenario that has this metric. */
function lineOf(metric: string): number {
  const text = readFileSync(path.join(workspace.scenarios, 'small', 'b.json'), 'utf8');
  return text.split('\n').findIndex((line) => line.trim().startsWith(`"${metric}"`)) + 1;
}

beforeAll(async () => {
  for (const id of ['a', 'b', 'c']) workspace.scenario(`small/${id}`, gaussianScenario());
  await runCollapse(workspace.root, ['accept', 'small/a', 'small/b']);
  const file = path.join(workspace.baselines, 'small', 'b.json');
  const baseline = parseResult(readFileSync(file, 'utf8'), file);
  baseline.values['w2-squared'][2][1] = 0.5;
  writeFileSync(file, formatResult(baseline));
}, 60_000);
afterAll(() => workspace.remove());

test('each failing row is annotated on its scenario file, and the summary holds the table', async () => {
  const { code, out } = await verify();
  expect(code).toBe(1);
  const { plain, annotations } = split(out);
  expect(annotations).toHaveLength(2);
  expect(lineOf('w2-squared')).toBeGreaterThan(30);
  const place = `file=benchmarks/scenarios/small/b.json,line=${lineOf('w2-squared')}`;
  const message = 'w2-squared at generation 5, replicate 1: baseline 0.5, now ';
  expect(annotations[0].startsWith(`::error title=small/b%3A different,${place}::${message}`), annotations[0]).toBe(true);
  expect(annotations[0]).toContain('Run it again: pnpm collapse verify small/b');
  expect(annotations[1]).toMatch(
    /^::error title=small\/c%3A missing,file=benchmarks\/scenarios\/small\/c\.json,line=1::no baseline/,
  );
  expect(plain).toContain('NOT reproduced: 1 exact, 1 different, 1 missing');
  const summary = readFileSync(summaryFile, 'utf8');
  expect(summary).toContain('<h2>collapse-bench</h2>');
  expect(summary).toContain('| scenario | replicates | verdict | theory | seconds |\n| --- | ---: | --- | --- | ---: |\n');
  expect(summary).toMatch(/^\| small\/a \| 4 \| exact \| /m);
  expect(summary).toMatch(/^\| small\/b \| 4 \| different \| /m);
  expect(summary).toContain('DIFFERENT small/b: w2-squared at generation 5');
});

test('with --json standard output is JSON and nothing else; the summary is written all the same', async () => {
  const { code, out } = await verify('--json');
  expect(code).toBe(1);
  expect(JSON.parse(out).reproduced).toBe(false);
  expect(readFileSync(summaryFile, 'utf8')).toContain('small/b');
});

test('a theory row that does not hold is annotated with its numbers', async () => {
  // Planted in the record of the last run, whose hash vouches for it: so it is reused as it stands.
  const folder = path.join(workspace.runs, 'small', 'a');
  const info = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8'));
  const file = path.join(folder, 'result.json');
  const record = parseResult(readFileSync(file, 'utf8'), file);
  const row = record.theory.find(({ oracle, generation }) => oracle === 'G1-variance-ratio' && generation === 2)!;
  Object.assign(row, { measured: 9, z: 20 });
  const text = formatResult(record);
  writeFileSync(file, text);
  const resultHash = createHash('sha256').update(text).digest('hex');
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...info, resultHash }));
  const { code, out } = await verify();
  expect(code).toBe(1);
  const { plain, annotations } = split(out);
  expect(annotations.find((line) => line.includes('theory'))).toBe(
    `::error title=small/a%3A theory,file=benchmarks/scenarios/small/a.json,line=${lineOf('variance-ratio')}::` +
      `G1-variance-ratio: mean of variance-ratio at generation 2 is 9, predicted ${row.prediction}. ` +
      'Run it again: pnpm collapse verify small/a --fresh',
  );
  expect(plain).toMatch(
    /^THEORY small\/a: G1-variance-ratio \(exact\) predicts mean of variance-ratio at generation 2 = 1, measured 9/m,
  );
  expect(plain).toMatch(/^small\/a +4 +exact +1 of \d+ rows do not hold/m);
});

test('bad input is annotated where it stands in its file, and summarised nowhere', async () => {
  workspace.scenario('bad/version', gaussianScenario({ metrics: ['variance-ratio', 'w2-sqared'] }));
  const { code, out, err } = await runCollapse(workspace.root, ['verify', 'bad/version'], { env });
  expect(code).toBe(2);
  expect(err).toMatch(/^collapse: benchmarks\/scenarios\/bad\/version\.json \/metrics\/1: expected a metric of gaussian/);
  const [title, place, message] = out.split(/,(?=file)|::(?=expected)/);
  expect(title).toBe('::error title=benchmarks/scenarios/bad/version.json%3A bad input');
  expect(place).toBe(`file=benchmarks/scenarios/bad/version.json,line=${lineOf('w2-squared')}`);
  expect(message).toMatch(/^expected a metric of gaussian, got "w2-sqared"[^\n]+\n$/);
  const quiet = await runCollapse(workspace.root, ['verify', 'bad/version', '--json'], { env });
  expect(quiet.out).toBe('');
});

test('outside of GitHub Actions nothing of this appears', async () => {
  const { out } = await runCollapse(workspace.root, ['verify', 'small/b'], { env: { GITHUB_STEP_SUMMARY: summaryFile } });
  expect(split(out).annotations).toEqual([]);
});
