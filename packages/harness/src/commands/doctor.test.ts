import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callMain } from '../testing/collapse.js';
import { gaussianScenario } from '../testing/scenarios.js';
import { type TemporaryWorkspace, temporaryWorkspace } from '../testing/workspace.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace();
});
afterEach(() => workspace.remove());

describe('collapse doctor', () => {
  test('says what this machine can run', async () => {
    workspace.scenario('small/a', gaussianScenario());
    const { code, out, err } = await callMain(workspace.root, 'doctor');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^ok +Node +${process.versions.node}$`, 'm'));
    expect(out).toMatch(/^ok +scenarios +1 found$/m);
    expect(out).toMatch(/^ok +records +the workspace can be written$/m);
    expect(out).toMatch(/^(ok|absent) +Python peers +\S/m);
  });

  test('prints JSON and nothing else with --json', async () => {
    workspace.scenario('small/a', gaussianScenario());
    const { out, err } = await callMain(workspace.root, 'doctor', '--json');
    expect(err).toBe('');
    for (const { what, state, detail } of JSON.parse(out).findings) {
      expect(what).not.toBe('');
      expect(['ok', 'absent', 'broken']).toContain(state);
      expect(detail).not.toBe('');
    }
  });

  test('fails on what is broken, with the remedy', async () => {
    rmSync(workspace.scenarios, { recursive: true });
    const { code, out } = await callMain(workspace.root, 'doctor');
    expect(code).toBe(3);
    expect(out).toMatch(/^broken +scenarios +none found; restore benchmarks\/ from version control$/m);
  });
});
