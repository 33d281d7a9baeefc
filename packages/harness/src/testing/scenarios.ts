import { type Result, resultOf } from '../record/result.js';
import { runCell } from '../run/cell.js';
import type { LoadedScenario } from '../scenario/load.js';
import { loadScenario } from '../scenario/load.js';
import { temporaryWorkspace } from './workspace.js';

type Json = Record<string, unknown>;

/** A small gaussian scenario, milliseconds to run; `changes` replace whole fields. */
export function gaussianScenario(changes: Json = {}): Json {
  return {
    formatVersion: 1,
    title: 'A small chain',
    system: {
      id: 'gaussian',
      dimension: 1,
      ddof: 1,
      representation: 'sufficient-statistics',
      real: { kind: 'normal', mean: [0], covariance: [[1]] },
      approximation: { kind: 'exact' },
    },
    mitigation: { id: 'replace' },
    samples: 20,
    generations: 5,
    observe: [1, 2, 5],
    replicates: 4,
    seed: 1,
    metrics: ['variance-ratio', 'w2-squared'],
    ...changes,
  };
}

/** A small discrete scenario over counts, half of whose replicates are absorbed by the end. */
export function discreteScenario(changes: Json = {}): Json {
  return {
    formatVersion: 1,
    title: 'Four states',
    system: { id: 'discrete', representation: 'sufficient-statistics', real: { kind: 'uniform', states: 4 } },
    mitigation: { id: 'replace' },
    samples: 4,
    generations: 6,
    replicates: 4,
    seed: 1,
    metrics: ['support', 'kl'],
    ...changes,
  };
}

/** Checks and loads scenario content without leaving a file behind. */
export function loadedFrom(content: Json, id = 'small/scenario'): LoadedScenario {
  const workspace = temporaryWorkspace();
  try {
    return loadScenario(workspace, workspace.scenario(id, content));
  } finally {
    workspace.remove();
  }
}

/** Runs every replicate of a scenario on this thread. */
export async function resultFrom(loaded: LoadedScenario): Promise<Result> {
  const cells = [];
  for (let replicate = 0; replicate < loaded.scenario.replicates; replicate++)
    cells.push(await runCell(loaded, replicate, () => 0));
  return resultOf(loaded, cells);
}
