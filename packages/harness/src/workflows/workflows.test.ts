import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, test } from 'vitest';
import { ownRoot } from '../workspace.js';

const folder = path.join(ownRoot, '.github', 'workflows');
const names = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(path.join(folder, name), 'utf8');

/** What GitHub's own parser says is wrong with a workflow, and what it makes of it. */
async function parsed(name: string, content: string) {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const errors = context.errors.getErrors().map(({ message }) => message);
  if (value === undefined || errors.length > 0) return { errors, template: undefined };
  const template = await convertWorkflowTemplate(context, value);
  return { errors: (template.errors ?? []).map(({ Message }) => Message), template };
}

/** Every step of every job. */
async function stepsOf(name: string) {
  const { template } = await parsed(name, textOf(name));
  return template!.jobs.flatMap((job) => (job.type === 'job' ? job.steps.map((step) => ({ job: job.id.toString(), step })) : []));
}

test('the workflows are there', () => {
  expect(names).toEqual(expect.arrayContaining(['ci.yml', 'nightly.yml', 'pull-request.yml', 'shards.yml']));
});

describe.each(names)('%s', (name) => {
  test("passes GitHub's parser: keys, values, expressions, contexts and functions, needs", async () => {
    const { errors, template } = await parsed(name, textOf(name));
    expect(errors).toEqual([]);
    expect(template!.jobs.length).toBeGreaterThan(0);
  });

  test('may read and nothing else, and has no secrets: forks run it', () => {
    const text = textOf(name);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
    // Only what no pull request starts may let a job do more.
    if (/^ {2}pull_request:/m.test(text)) expect(text.match(/permissions:/g)).toHaveLength(1);
    expect(text).not.toMatch(/\bsecrets[.:[]|GITHUB_TOKEN|github\.token|pull_request_target|workflow_run/);
  });

  test('leaves no token behind with a checkout', () => {
    const checkouts = [...textOf(name).matchAll(/uses: actions\/checkout@v\d+\n(?: {8,}.*\n)*/g)];
    expect(checkouts.length).toBeGreaterThan(0);
    for (const [checkout] of checkouts) expect(checkout).toMatch(/^ {10}persist-credentials: false$/m);
  });

  test('puts nothing that others write into a shell: variables carry it', async () => {
    const steps = await stepsOf(name);
    const shells = steps.flatMap(({ step }) => ('run' in step ? [step.run.toString()] : []));
    expect(shells.length).toBeGreaterThan(0);
    expect(shells.filter((shell) => shell.includes('${{'))).toEqual([]);
  });

  test("uses GitHub's own actions, of a stated version", async () => {
    const used = (await stepsOf(name)).flatMap(({ step }) => ('uses' in step ? [step.uses.toString()] : []));
    expect(used.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([]);
  });

  test('has a time limit for every job', () => {
    const jobs = textOf(name).match(/^ {4}runs-on:/gm)!;
    expect(textOf(name).match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length);
  });
});

test('pull-request.yml runs on pull requests alone', async () => {
  const { template } = await parsed('pull-request.yml', textOf('pull-request.yml'));
  expect(Object.keys(template!.events)).toEqual(['pull_request']);
});

describe('shards.yml', () => {
  test('has as many machines as the list says, counted from 1', () => {
    const [, expression] = /index: \$\{\{ (.+) \}\}/.exec(textOf('shards.yml'))!;
    const matrix = (shards: string | undefined) => {
      const inputs = new data.Dictionary(
        ...(shards === undefined ? [] : [{ key: 'shards', value: new data.StringData(shards) }]),
      );
      const { tokens } = new Lexer(expression).lex();
      const tree = new Parser(tokens, ['inputs'], []).parse();
      const value = new Evaluator(tree, new data.Dictionary({ key: 'inputs', value: inputs })).evaluate();
      return JSON.parse(JSON.stringify(value, data.replacer)) as unknown;
    };
    expect(matrix(undefined)).toEqual([1, 2, 3, 4]);
    expect(matrix('[1, 2]')).toEqual([1, 2]);
  });
});

describe('the check of workflows', () => {
  test.each([
    ['an unknown key', 'on: push\njobs:\n  a:\n    runs-on: x\n    stps: []\n', "Unexpected value 'stps'"],
    ['an unknown event', 'on: pusch\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n', "Unexpected value 'pusch'"],
    [
      'an unknown context',
      'on: push\njobs:\n  a:\n    runs-on: x\n    if: foo.x\n    steps:\n      - run: x\n',
      'Unrecognized named-value',
    ],
    [
      'an unknown function',
      'on: push\njobs:\n  a:\n    runs-on: x\n    if: canceled()\n    steps:\n      - run: x\n',
      "'canceled'",
    ],
    [
      'a job that waits for none',
      'on: push\njobs:\n  a:\n    needs: b\n    runs-on: x\n    steps:\n      - run: x\n',
      'no dependencies',
    ],
  ])('sees %s', async (_what, content, says) => {
    const { errors } = await parsed('x.yml', content);
    expect(errors.join('\n')).toContain(says);
  });
});
