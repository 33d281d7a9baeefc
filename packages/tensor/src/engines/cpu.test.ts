import { expect, test, vi } from 'vitest';
import { cpu } from './cpu.js';
import { classifier, classifierInputs, classifierState } from './testing/classifier.js';

// Alone in its file: the backend advertises once a process.
test('the backend advertises nothing at its first tensor', async () => {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((method) => vi.spyOn(console, method).mockReturnValue(undefined));
  const compiled = await cpu.compile(classifier, classifierState, { threads: 1, stepsPerCall: 1 });
  await compiled.run(classifierInputs(1));
  await compiled.dispose();
  for (const spy of spies) expect(spy.mock.calls).toEqual([]);
});
