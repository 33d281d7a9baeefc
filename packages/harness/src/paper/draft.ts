import type { PaperErratum, PaperFigure } from './report.js';

/** A scenario behind an entry, and whether it is of the paper's own size. */
export interface RunReference {
  readonly scenario: string;
  readonly paperScale: boolean;
}

/** An entry before its runs are described, for which all theory rows of the report are tested together. */
export type FigureDraft = Omit<PaperFigure, 'runs' | 'verdict'> & { readonly runs: readonly RunReference[] };
export type ErratumDraft = Omit<PaperErratum, 'runs'> & { readonly runs: readonly RunReference[] };

export const atPaperScale = (...scenarios: readonly string[]): RunReference[] =>
  scenarios.map((scenario) => ({ scenario, paperScale: true }));
export const atOtherScale = (...scenarios: readonly string[]): RunReference[] =>
  scenarios.map((scenario) => ({ scenario, paperScale: false }));
