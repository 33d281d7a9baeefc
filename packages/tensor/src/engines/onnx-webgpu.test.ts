import * as ort from 'onnxruntime-node';
import { expect, test, vi } from 'vitest';
import { whyUnavailable } from '../testing/engines.js';
import { onnxWebgpu } from './onnx-webgpu.js';
import { classifier, classifierInputs, classifierState } from './testing/classifier.js';

const missing = await whyUnavailable(onnxWebgpu);

test.skipIf(missing !== undefined)('state goes from step to step without leaving the device', async () => {
  const sessions = vi.spyOn(ort.InferenceSession, 'create');
  const compiled = await onnxWebgpu.compile(classifier, classifierState, { threads: 1, stepsPerCall: 3 });
  const session = (await sessions.mock.results[0].value) as ort.InferenceSession;
  const run = session.run.bind(session) as (...call: unknown[]) => Promise<ort.InferenceSession.ReturnType>;
  const locations: Set<string>[] = [];
  vi.spyOn(session, 'run').mockImplementation((...call: unknown[]) => {
    const state = Object.entries(call[0] as Record<string, ort.Tensor>).filter(([name]) => name.startsWith('state/'));
    locations.push(new Set(state.map(([, tensor]) => tensor.location)));
    return run(...call);
  });
  await compiled.run(classifierInputs(3));
  await compiled.run(classifierInputs(3, 3));
  expect(locations).toEqual([new Set(['cpu']), ...Array(5).fill(new Set(['gpu-buffer']))]);
  await compiled.dispose();
  sessions.mockRestore();
});
