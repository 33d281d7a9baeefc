export { mitigationOf, mitigations, systemOf } from './catalog.js';
export { findRecord } from './commands/records.js';
export { readJsonFile } from './json-file.js';
export { readLeaderboard } from './leaderboard/read.js';
export type { Leaderboard, LeaderboardRow, LeaderboardSystem, OverallRow, PartialRow } from './leaderboard/schema.js';
export { nearNames } from './near-names.js';
export { paperReport } from './paper/paper-report.js';
export type {
  PaperChart,
  PaperErratum,
  PaperEvidence,
  PaperFigure,
  PaperOurs,
  PaperReading,
  PaperReport,
  PaperRun,
  PaperSeries,
  PaperVerdict,
} from './paper/report.js';
export { imageSheet } from './pictures/image-sheet.js';
export { greyPng } from './pictures/png.js';
export { type Recorded, type Result, resultOf } from './record/result.js';
export { short } from './report/number.js';
export { type CellResult, runCell } from './run/cell.js';
export { generationLoop } from './run/generation-loop.js';
export { hostOf } from './run/host.js';
export { readyInstance } from './run/ready-instance.js';
export { type LoadedScenario, loadScenario, scenarioIds } from './scenario/load.js';
export type { Scenario } from './scenario/schema.js';
export { type TheoryRow, theoryRows } from './verdict/theory.js';
export { displayPath, ownRoot, type Workspace, workspaceAt } from './workspace.js';
