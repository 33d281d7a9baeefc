import { baselineFile } from '../baseline.js';
import { systemOf } from '../catalog.js';
import { downloadsOf, sumOf } from '../hub/downloads.js';
import { gitObject } from '../leaderboard/git-object.js';
import { formatResult } from '../record/result.js';
import { duration } from '../report/progress.js';
import { cellCost, type Durations, readDurations } from '../shard/durations.js';
import { type TheoryFailure, theoryFailures } from '../verdict/theory.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { ErratumDraft, FigureDraft, RunReference } from './draft.js';
import { absorptionTime, countsOfFig3, losingInformation } from './errata/discrete.js';
import { alphaAndGamma, boundedNoise, halfNormal, superlinear, varianceGamma } from './errata/gaussian.js';
import { notRealFree, oneBlob, perplexityUnits, redrawnMinibatches } from './errata/networks.js';
import { ddofEffect, eq4, eq5, meanAndMedian } from './errata/risk.js';
import { fig3 } from './figures/discrete.js';
import { fig4, fig5, fig6, fig12 } from './figures/gaussian-chain.js';
import { fig7, fig13 } from './figures/gmm.js';
import { exampleOutputs, fig10, fig11, fig14, fig15 } from './figures/llm.js';
import { fig8, fig9 } from './figures/vae.js';
import { verdictOf } from './reading.js';
import { PAPER_FORMAT, type PaperReport, type PaperRun } from './report.js';
import { type Source, type Sources, sourcesOf } from './source.js';

const FIGURES: readonly ((sources: Sources) => FigureDraft)[] = [
  fig3,
  fig4,
  fig5,
  fig6,
  fig7,
  fig8,
  fig9,
  fig10,
  fig11,
  fig12,
  fig13,
  fig14,
  fig15,
  exampleOutputs,
];

const ERRATA: readonly ((sources: Sources) => ErratumDraft)[] = [
  eq4,
  eq5,
  meanAndMedian,
  ddofEffect,
  losingInformation,
  countsOfFig3,
  absorptionTime,
  superlinear,
  halfNormal,
  notRealFree,
  redrawnMinibatches,
  oneBlob,
  alphaAndGamma,
  perplexityUnits,
  varianceGamma,
  boundedNoise,
];

/**
 * The paper's figures 3 to 15, its example texts and its errata beside our accepted results. Nothing is run: what has no baseline
 * says so. Equal scenarios and baselines, equal reports, on every machine.
 *
 * @throws BadInput when a scenario of the report is missing or one of its files cannot be read
 */
export async function paperReport(workspace: Workspace): Promise<PaperReport> {
  const sources = sourcesOf(workspace);
  const figures = FIGURES.map((build) => build(sources));
  const errata = ERRATA.map((build) => build(sources));
  const used = [...new Set([...figures, ...errata].flatMap(({ runs }) => runs.map(({ scenario }) => scenario)))].map(sources);
  const describe = runsDescribed(workspace, sources, readDurations(workspace), failuresOf(used));
  return {
    formatVersion: PAPER_FORMAT,
    paper: {
      title: 'The Curse of Recursion: Training on Generated Data Makes Models Forget',
      authors: 'Ilia Shumailov, Zakhar Shumaylov, Yiren Zhao, Yarin Gal, Nicolas Papernot, Ross Anderson',
      arxiv: '2305.17493',
      nature: 'Nature 631, 755-759 (2024); author correction Nature 640, E6 (2025)',
    },
    figures: figures.map(({ runs, ...figure }) => ({ ...figure, verdict: verdictOf(figure.readings), runs: describe(runs) })),
    errata: errata.map(({ runs, ...erratum }) => ({ ...erratum, runs: describe(runs) })),
  };
}

function failuresOf(used: readonly Source[]): readonly TheoryFailure[] {
  return theoryFailures(used.flatMap(({ loaded, theory }) => theory.map((row) => ({ scenario: loaded.id, row }))));
}

function runsDescribed(workspace: Workspace, sources: Sources, durations: Durations, failures: readonly TheoryFailure[]) {
  return (references: readonly RunReference[]): PaperRun[] =>
    references.map(({ scenario: id, paperScale }) => {
      const source = sources(id);
      const { loaded, result, theory, without } = source;
      const { scenario, hash, observed } = loaded;
      return {
        scenario: id,
        title: scenario.title,
        scenarioHash: hash,
        size: `${scenario.samples} samples, ${times(observed[observed.length - 1], 'generation')}, ${times(scenario.replicates, 'replicate')}`,
        command: `pnpm collapse run ${id}`,
        cost: costOf(source, durations),
        record: result === undefined ? null : displayPath(workspace, baselineFile(workspace, id)),
        recordObject: result === undefined ? null : gitObject(formatResult(result)),
        replicates: result?.replicates.length ?? 0,
        paperScale,
        without,
        theory: { rows: theory.length, failed: failures.filter((failure) => failure.scenario === id).length },
        environmentClass: result?.environmentClass ?? null,
      };
    });
}

const times = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** As `collapse accept` took it down, else by the operations that training takes. */
function costOf({ loaded }: Source, durations: Durations): string {
  const { scenario } = loaded;
  const recorded = durations[loaded.id] !== undefined;
  const estimated = systemOf(scenario.system.id).operations !== undefined;
  const seconds = (cellCost(loaded, durations) / 1e6) * scenario.replicates;
  const source = recorded ? 'when accepted' : 'by its operations';
  const time = recorded || estimated ? `${inDays(seconds)} of one core (${source})` : 'not measured yet';
  const bytes = sumOf(downloadsOf(scenario));
  return downloadsOf(scenario).length === 0 ? time : `${time}; downloads about ${Math.round((bytes ?? 0) / 1e6)} MB; use a GPU`;
}

function inDays(seconds: number): string {
  return seconds < 48 * 3600 ? duration(seconds) : `${Math.round(seconds / 86_400)} days`;
}
