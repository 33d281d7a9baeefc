import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type PaperReport, readJsonFile, type Workspace } from '@collapse-bench/harness';
import { gaussianChain, mixtureChain } from '../home/chains.js';
import { digitSheetPng, readDigitSheet } from '../home/digit-sheet.js';
import { layout } from '../html/layout.js';
import type { SiteFile, SitePage } from '../html/page.js';
import { contributePage } from '../pages/contribute.js';
import { errataPage } from '../pages/errata.js';
import { figuresPages } from '../pages/figures.js';
import { DIGITS_IMAGE, homePage } from '../pages/home.js';
import { leaderboardPage } from '../pages/leaderboard.js';
import { leaderboardSystemPage } from '../pages/leaderboard-system.js';
import { recordPath } from '../pages/names.js';
import { playgroundSitePage } from '../pages/playground.js';
import { scenarioPage } from '../pages/scenario.js';
import { scenariosPage } from '../pages/scenarios.js';
import { type Records, readRecords } from '../records/records.js';
import { bundled } from './bundle.js';

const ENTRIES = ['client/site.ts', 'client/site.css', 'client/home.ts'];

/** Every file of the site by its path, in the order of paths; the same records give the same bytes. */
export async function siteFiles(workspace: Workspace): Promise<SiteFile[]> {
  const records = readRecords(workspace);
  const chains = { gaussian: await gaussianChain(workspace), mixture: await mixtureChain(workspace), digits: readDigitSheet() };
  const { board } = records;
  const report = paperReport(workspace);
  const pages: SitePage[] = [
    homePage(records, chains),
    leaderboardPage(board),
    ...board.systems.map(leaderboardSystemPage),
    scenariosPage(records),
    ...[...records.scenarios.values()].map(scenarioPage),
    ...figuresPages(report),
    errataPage(report),
    await playgroundSitePage(),
    contributePage(records),
  ];
  const files = [
    ...pages.flatMap((page) => [{ path: page.path, content: layout(page) }, ...(page.files ?? [])]),
    ...(await bundled(ENTRIES)),
    { path: DIGITS_IMAGE, content: readFileSync(digitSheetPng) },
    ...recordFiles(workspace, records),
    // GitHub Pages is not to leave out what its generator would.
    { path: '.nojekyll', content: '' },
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The report that `collapse paper` writes; undefined: it has not yet. */
function paperReport(workspace: Workspace): PaperReport | undefined {
  const file = path.join(workspace.root, 'benchmarks', 'paper.json');
  return existsSync(file) ? (readJsonFile(file, 'benchmarks/paper.json') as PaperReport) : undefined;
}

/** The accepted records as they are, so that every link to one works wherever the pages are. */
function recordFiles(workspace: Workspace, { scenarios }: Records): SiteFile[] {
  return [...scenarios.values()].flatMap(({ loaded: { id }, result }) =>
    result === undefined
      ? []
      : [{ path: recordPath(id), content: readFileSync(path.join(workspace.baselines, ...`${id}.json`.split('/'))) }],
  );
}
