import { observedGenerations } from '@collapse-bench/core';
import { checkScenario } from './check-scenario.js';
import type { Answer, Asked, TheoryPoint } from './messages.js';
import { runScenario, verdictOf } from './run-scenario.js';

/** The worker that the page starts: checks scenarios and runs them, one at a time. It is stopped by ending it. */

/** Batches come about as often as a screen can show something new and a page can do something about it. */
const BATCH_MS = 50;

const say = (answer: Answer, transfer: Transferable[] = []) => postMessage(answer, { transfer });

async function answer({ id, kind, scenario }: Asked): Promise<void> {
  const problems = checkScenario(scenario);
  if (kind === 'check' || problems.length > 0) {
    say({ id, kind: 'problems', problems });
    return;
  }
  const begin = performance.now();
  say({ id, kind: 'started', observed: observedGenerations(scenario) });
  let last = begin;
  const due = () => performance.now() - last >= BATCH_MS;
  const theory: TheoryPoint[] = [];
  for await (const batch of runScenario(scenario, due)) {
    theory.push(...batch.theory);
    say({ id, kind: 'batch', batch }, [batch.values.buffer, batch.summary.buffer]);
    // A turn of the event loop, so that a check asked for meanwhile is answered.
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  }
  say({ id, kind: 'finished', verdict: verdictOf(theory), seconds: (performance.now() - begin) / 1000 });
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  answer(data).catch((error: Error) => say({ id: data.id, kind: 'failed', message: error.message }));
});
