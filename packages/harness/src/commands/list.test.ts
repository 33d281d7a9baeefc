import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mitigations, systems } from '../catalog.js';
import { callMain, startCollapse } from '../testing/collapse.js';
import { discreteScenario, gaussianScenario } from '../testing/scenarios.js';
import { temporaryWorkspace } from '../testing/workspace.js';

const workspace = temporaryWorkspace();
beforeAll(() => {
  workspace.scenario('small/a', gaussianScenario({ paper: 'Fig. 4' }));
  workspace.scenario('small/b', discreteScenario());
  workspace.write('benchmarks/suites/own.json', { formatVersion: 1, title: 'Own', include: ['**'], throughput: false });
});
afterAll(() => workspace.remove());
const list = (...argv: string[]) => callMain(workspace.root, 'list', ...argv);

describe('collapse list', () => {
  test('shows all kinds of things, each under its heading', async () => {
    const { code, out, err } = await list();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const headings = out.split('\n').filter((line) => /^[a-z]+$/.test(line));
    expect(headings).toEqual(['scenarios', 'suites', 'models', 'mitigations', 'metrics', 'oracles']);
  });

  test('prints JSON and nothing else with --json', async () => {
    const { out, err } = await list('--json');
    expect(err).toBe('');
    const lists = JSON.parse(out);
    expect(lists.scenarios).toEqual([
      { id: 'small/a', mitigation: 'replace', paper: 'Fig. 4', title: 'A small chain' },
      { id: 'small/b', mitigation: 'replace', paper: '', title: 'Four states' },
    ]);
    expect(lists.suites).toEqual([{ id: 'own', scenarios: '2', title: 'Own' }]);
    expect(lists.models.map(({ id }: { id: string }) => id)).toEqual(systems.map(({ id }) => id));
    expect(lists.mitigations.map(({ id }: { id: string }) => id)).toEqual(mitigations.map(({ id }) => id));
    const count = (key: 'metrics' | 'oracles') => systems.reduce((sum, system) => sum + system[key].length, 0);
    expect(lists.metrics).toHaveLength(count('metrics'));
    expect(lists.oracles).toHaveLength(count('oracles'));
  });

  test('has one short line an entry: the paper after the title, the direction in a word', async () => {
    const { out } = await list('scenarios', 'metrics');
    expect(out).toMatch(/^id +mitigation +title$/m);
    expect(out).toMatch(/^small\/a +replace +A small chain \[Fig\. 4\]$/m);
    expect(out).toMatch(/^small\/b +replace +Four states$/m);
    expect(out).toMatch(/^discrete +entropy +higher +nats +Shannon/m);
  });

  test('shows the kinds that are named, in that order', async () => {
    expect(Object.keys(JSON.parse((await list('mitigations', 'suites', '--json')).out))).toEqual(['mitigations', 'suites']);
  });

  test('whose reader has gone ends quietly, as under `| head`', async () => {
    const child = startCollapse(workspace.root, ['list', '--json']);
    child.stdout!.destroy();
    let err = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const [code] = await once(child, 'exit');
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('says none where there is none', async () => {
    const empty = temporaryWorkspace();
    expect((await callMain(empty.root, 'list', 'scenarios')).out).toBe('scenarios\n\nnone\n\n');
    empty.remove();
  });
});
