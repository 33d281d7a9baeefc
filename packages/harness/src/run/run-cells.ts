import { systemOf } from '../catalog.js';
import { checkHub } from '../hub/downloads.js';
import { writePictures } from '../pictures/picture-files.js';
import type { Progress } from '../report/progress.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { CellResult } from './cell.js';
import { type CheckpointPlace, removeCheckpoint } from './checkpoint.js';
import { type ExecuteOptions, execute, type Work } from './execute.js';
import { classOf, keyOf } from './fingerprint.js';
import { appendCells, type Journal, openJournal } from './journal.js';
import { writing } from './refused-write.js';

/** Cells of one scenario that are wanted in a folder. */
export interface Part {
  readonly loaded: LoadedScenario;
  readonly folder: string;
  readonly replicates: readonly number[];
}

/** Computes cells on other machines. */
export interface Elsewhere {
  /** The class of machine in which a scenario's cells are computed. */
  readonly classOf: (loaded: LoadedScenario) => string;
  /** As the `execute` of this machine. */
  readonly execute: (work: readonly Work[], options: ExecuteOptions) => Promise<void>;
}

export interface CellsOptions {
  readonly code: string;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Absent: the cells are computed here. */
  readonly elsewhere?: Elsewhere | undefined;
  /** Whether a part's last cells go to the journal too; otherwise `complete` writes them all down elsewhere. */
  readonly keepJournals: boolean;
  /** Told when the last wanted cell of a part is there. */
  readonly complete: (part: Part, cells: readonly CellResult[]) => void;
}

/**
 * Runs the cells that are not in the folders' journals yet; the folders are ours alone.
 *
 * @throws BadInput if a part wants files of the hub and HF_ENDPOINT is no address
 */
export async function runCells(parts: readonly Part[], options: CellsOptions): Promise<void> {
  const { code, keepJournals, elsewhere } = options;
  checkHub(parts.map(({ loaded }) => loaded.scenario));
  const open = new Map<string, { part: Part; journal: Journal; cells: CellResult[] }>();
  const work: Work[] = [];
  for (const part of parts) {
    const { loaded, folder } = part;
    const wanted = new Set(part.replicates);
    const journal = writing(folder, () => openJournal(folder, keyOf(loaded.hash, code, (elsewhere?.classOf ?? classOf)(loaded))));
    const cells = journal.cells.filter((cell) => wanted.has(cell.replicate));
    for (const { replicate } of cells) wanted.delete(replicate);
    open.set(loaded.id, { part, journal, cells });
    work.push({ loaded, replicates: [...wanted], checkpoints: checkpointsOf(loaded, code, folder) });
  }

  options.progress.start(work);
  try {
    for (const { loaded, replicates } of work) {
      const { part, cells } = open.get(loaded.id)!;
      if (replicates.length === 0) options.complete(part, cells);
    }
    await (elsewhere?.execute ?? execute)(work, {
      jobs: options.jobs,
      signal: options.signal,
      heard: (heard) => {
        if ('note' in heard) options.progress.note(heard.note);
        else options.progress.within(heard.advance);
      },
      finished: (loaded, cells) => {
        const entry = open.get(loaded.id)!;
        const { folder, replicates } = entry.part;
        // Before the cell is in the journal: a cell that a later run finds there has its pictures.
        for (const { pictures } of cells) if (pictures !== undefined) writing(folder, () => writePictures(folder, pictures));
        entry.cells.push(...cells);
        const complete = entry.cells.length === replicates.length;
        if (!complete || keepJournals) writing(entry.journal.file, () => appendCells(entry.journal, cells));
        if (complete) options.complete(entry.part, entry.cells);
        // Not before the cells are in the journal.
        for (const { replicate } of cells) writing(folder, () => removeCheckpoint(folder, replicate));
        options.progress.advance(loaded, cells);
      },
    });
  } finally {
    options.progress.stop();
  }
}

/**
 * Where the cells of systems that train are kept between generations, which take minutes. Those in plain arithmetic are quick:
 * of theirs a killed run does the cell in flight once more.
 */
function checkpointsOf(loaded: LoadedScenario, codeHash: string, folder: string): CheckpointPlace | undefined {
  if (systemOf(loaded.scenario.system.id).determinism === 'portable') return undefined;
  return { folder, key: { scenarioHash: loaded.hash, codeHash, environmentClass: classOf(loaded) } };
}
