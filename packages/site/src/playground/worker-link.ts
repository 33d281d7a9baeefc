import type { Answer, Asked } from './messages.js';
import type { Scenario } from './scenario.js';

/** The worker as the page sees it. Ending it is the one way to stop a computation; the next question starts another. */
export interface WorkerLink {
  /** @returns the question's number, which its answers carry */
  ask(kind: Asked['kind'], scenario: Scenario): number;
  end(): void;
}

/**
 * @param packed a classic script, compressed by gzip, in base64
 * @param broken told where the worker cannot be started
 */
export function workerLink(packed: string, heard: (answer: Answer) => void, broken: (message: string) => void): WorkerLink {
  const script = unpacked(packed).then((source) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  let worker: Promise<Worker> | undefined;
  let asked = 0;
  const start = async (): Promise<Worker> => {
    const started = new Worker(await script);
    started.onmessage = ({ data }: MessageEvent<Answer>) => heard(data);
    started.onerror = ({ message }) => broken(message ?? 'the worker could not start');
    return started;
  };
  return {
    ask: (kind, scenario) => {
      const question: Asked = { id: ++asked, kind, scenario };
      worker ??= start();
      worker.then(
        (started) => started.postMessage(question),
        (error: Error) => broken(error.message),
      );
      return asked;
    },
    end: () => {
      worker?.then((started) => started.terminate());
      worker = undefined;
    },
  };
}

function unpacked(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
