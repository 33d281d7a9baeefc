import * as ort from 'onnxruntime-node';
import { expect, test, vi } from 'vitest';
import { whyUnavailable } from '../testing/engines.js';
import { onnxWebgpu } from './onnx-webgpu.js';
import { classifier, classifierInputs, classifierState } from './testing/classifier.js';

const missing = await whyUnavailable(onnxWebgpu);

test.skipIf(missing !== undefined)('state goes from step to step without leaving the device', async () => {
  const sessions = vi.spyOn(ort.InferenceSession, 'create');
  const compiled = await onnxWebgpu.compile(classifier, classifierState, { threads: 1, stepsPerCall: 3 });
  const run = vi.spyOn((await sessions.mock.results[0].value) as ort.InferenceSession, 'run');
  await compiled.run(classifierInputs(3));
  await compiled.run(classifierInputs(3, 3));
  const locations = run.mock.calls.map(([feeds]) => {
    const state = Object.entries(feeds).filter(([name]) => name.startsWith('state/'));
    return new Set(state.map(([, tensor]) => (tensor as ort.Tensor).location));
  });
  expect(locations).toEqual([new Set(['cpu']), ...Array(5).fill(new Set(['gpu-buffer']))]);
  await compiled.dispose();
  sessions.mockRestore();
});
