import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callMain } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
const file = path.join(workspace.root, 'file');
const call = (...argv: string[]) => callMain(workspace.root, ...argv);
beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario());
  workspace.scenario('broken/version', gaussianScenario({ formatVersion: 2 }));
  workspace.scenario('broken/cut', JSON.stringify(gaussianScenario()).slice(0, 100));
  workspace.scenario('broken/empty', '');
  mkdirSync(path.join(workspace.scenarios, 'broken', 'folder.json'), { recursive: true });
  workspace.write('benchmarks/suites/own.json', { formatVersion: 1, title: 'Own', include: ['small/*'], throughput: false });
  workspace.write('benchmarks/suites/broken.json', '{');
  workspace.write('file', 'a file');
});
afterAll(() => workspace.remove());

const commands = [
  'verify',
  'run',
  'merge',
  'accept',
  'list',
  'explain',
  'export',
  'profile',
  'grid',
  'doctor',
  'throughput',
  'new',
];

describe('help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists the commands', async (argv) => {
    const { code, out, err } = await call(...argv);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^usage: pnpm collapse COMMAND/);
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} +\\S`, 'm'));
  });

  test.each(commands)('%s --help lists its options and runs nothing', async (command) => {
    for (const argv of [['--help'], ['-h'], ['no/such/scenario', '--nonsense', '--help']]) {
      const { code, out, err } = await call(command, ...argv);
      expect(code).toBe(0);
      expect(err).toBe('');
      expect(out.startsWith(`usage: pnpm collapse ${command}`)).toBe(true);
    }
  });

  test.each(commands)('help %s is the same', async (command) => {
    expect(await call('help', command)).toEqual(await call(command, '--help'));
  });

  test('of commands that run scenarios names each option', async () => {
    const names = ['--suite NAME', '--seed N', '--replicates N', '--jobs N', '--out DIR', '--fresh', '--json'];
    const { out } = await call('verify', '--help');
    for (const name of [...names, '--strict']) expect(out).toContain(`  ${name} `);
    expect((await call('run', '--help')).out).not.toContain('--strict');
    // A baseline is what a scenario says, not what a command line made of it.
    expect((await call('accept', '--help')).out).not.toContain('--seed');
  });
});

describe('bad input: one line, exit code 2, nothing on standard output', () => {
  const rows: [argv: string[], says: RegExp][] = [
    [['verfy'], /expected a command \(verify, .*, got "verfy" \(did you mean verify\?\)/],
    [['constructor'], /expected a command/],
    [['help', 'verfy'], /expected a command .*\(did you mean verify\?\)/],
    [['a\nb'], /got "a\\u000ab"/],
    [['run'], /expected scenario globs or --suite, got neither/],
    [['run', 'small/a', '--suite', 'own'], /expected either scenarios or --suite/],
    [['run', 'small/b'], /got "small\/b", which names none of the \d+ \(did you mean small\/a/],
    [['run', ''], /a scenario id or a glob/],
    [['run', '--suite', 'ownn'], /expected a suite \(broken, own\), got "ownn" \(did you mean own\?\)/],
    [['verify', '--suite', 'broken'], /^collapse: benchmarks\/suites\/broken\.json: expected JSON/],
    [['run', 'small/a', '--replicates', '0'], /--replicates to be a whole number from 1 to 1000000, got 0/],
    [['run', 'small/a', '--replicates', '1000001'], /--replicates to be a whole number from 1 to 1000000/],
    [['run', 'small/a', '--seed', '1.5'], /--seed to be a whole number from 0 to 9007199254740991, got 1\.5/],
    [['run', 'small/a', '--seed', '-1'], /--seed to be a whole number from 0/],
    [['run', 'small/a', '--seed', '9007199254740993'], /got 9007199254740993/],
    [['run', 'small/a', '--jobs', '0'], /--jobs to be a whole number from 1/],
    [['run', 'small/a', '--out'], /a value after --out/],
    [['run', 'small/a', '--out', ''], /a value after --out/],
    [['run', 'small/a', '--out', file], /expected a folder after --out, got .*file, which is a file/],
    [['throughput', '--out', file], /expected a folder after --out/],
    [['throughput', 'sampler/gamma'], /expected options alone, got sampler\/gamma/],
    [['throughput', '--against', workspace.root], /expected a built checkout of collapse-bench after --against/],
    [['run', 'small/a', '--strict'], /expected one of --suite.*, got --strict/],
    [['accept', 'small/a', '--seed', '3'], /got --seed/],
    [['run', 'broken/version'], /broken\/version\.json \/formatVersion: expected 1, got 2/],
    [['run', 'broken/cut'], /broken\/cut\.json: expected JSON/],
    [['verify', 'broken/empty'], /broken\/empty\.json: expected JSON, got an empty file/],
    [['accept', 'broken/folder'], /broken\/folder\.json: expected a readable file|names none/],
    [['list', 'scenario'], /expected one of scenarios, .*, got "scenario" \(did you mean scenarios\?\)/],
    [['list', 'constructor'], /expected one of scenarios/],
    [['list', 'scenarios'], /broken\/.*\.json/],
    [['list', '--josn'], /got --josn \(did you mean --json\?\)/],
    [['explain'], /expected one scenario id or one record, got nothing/],
    [['explain', 'a', 'b'], /got a b/],
    [['explain', 'small/x'], /which names none/],
    [['explain', workspace.root], /result\.json: expected a result, got no such file/],
    [['explain', file], /file: expected JSON/],
    [['explain', 'small/a', 'small/b'], /got small\/a small\/b/],
    [['profile'], /got "profile\/\*-replace", which names none/],
    [['profile', 'small/a'], /expected a result, got none \(small\/a: no result yet: pnpm collapse accept small\/a\)/],
    [['profile', 'small/a', '--out', 'no/such/folder'], /expected a folder of results after --out/],
    [['grid'], /expected scenarios called grid\/SYSTEM\/MITIGATION, got none/],
    [['grid', 'small/a'], /expected options alone, got small\/a/],
    [['grid', '--aspect', 'rsk'], /expected --aspect to be one of risk, .*, got "rsk" \(did you mean risk\?\)/],
    [['new'], /expected scenario, mitigation, metric, model and a name, got nothing/],
    [['new', 'constructor', 'x'], /expected scenario, mitigation/],
    [['new', 'mitgation', 'x'], /did you mean mitigation/],
    [['new', 'scenario'], /a name in lower-case words .* got none/],
    [['doctor', '--fix'], /got --fix/],
  ];

  test.each(rows)('collapse %j', async (argv, says) => {
    const { code, out, err } = await call(...argv);
    expect(err).toMatch(says);
    expect(err).toMatch(/^collapse: [^\n]+; [^\n]+\n$/);
    expect(err).not.toMatch(/\bat .*\.(ts|js):\d+/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});
