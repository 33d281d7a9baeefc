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
    for (const engine of ['onnx', 'wasm', 'cpu'])
      expect(out).toMatch(new RegExp(`^ok +engine ${engine} +\\S.* \\d+\\.\\d+\\.\\d+$`, 'm'));
    // Which of the others a machine has, it knows itself; an absent one comes with what to type.
    for (const engine of ['onnx:webgpu', 'onnx:cuda', 'tensorflow']) {
      expect(out).toMatch(new RegExp(`^(ok +engine ${engine} +\\S.*\\d|absent +engine ${engine} +\\S.*; \\S.*)$`, 'm'));
    }
  });

  test('fails on what is broken, with the remedy; prints JSON and nothing else with --json', async () => {
    rmSync(workspace.scenarios, { recursive: true });
    const { code, out, err } = await callMain(workspace.root, 'doctor', '--json');
    expect({ code, err }).toEqual({ code: 3, err: '' });
    const { findings } = JSON.parse(out);
    for (const { what, state, detail } of findings) {
      expect(what).not.toBe('');
      expect(['ok', 'absent', 'broken']).toContain(state);
      expect(detail).not.toBe('');
    }
    expect(findings.filter(({ state }: { state: string }) => state === 'broken')).toEqual([
      { what: 'scenarios', state: 'broken', detail: 'none found', remedy: 'restore benchmarks/ from version control' },
    ]);
  });
});
