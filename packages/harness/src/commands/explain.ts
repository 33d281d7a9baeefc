import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Metric, Oracle, Setting } from '@collapse-bench/core';
import { baselineFile, readBaseline } from '../baseline.js';
import { mitigationOf, systemOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { byRepository, countHere, downloadsOf, sumOf } from '../hub/downloads.js';
import { hubEndpoint } from '../hub/hub-names.js';
import { readTextFile } from '../json-file.js';
import { pictureName } from '../pictures/draw-pictures.js';
import { pictureFolder, picturesIn } from '../pictures/picture-files.js';
import { collapseProfile } from '../profile/profile.js';
import { isResultOf, parseResult, type Result } from '../record/result.js';
import { short } from '../report/number.js';
import { duration } from '../report/progress.js';
import { provenanceText, runAgain } from '../report/provenance-text.js';
import { formatTable, LINE_WIDTH } from '../report/table.js';
import { wrap } from '../report/wrap.js';
import { cacheFolder, hubFolder } from '../run/host.js';
import { parseRunInfo, type RunInfo } from '../run/run-info.js';
import { type LoadedScenario, loadScenario, matchScenarios, scenarioIds } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import type { Scenario } from '../scenario/schema.js';
import { TRAINING_SPEED } from '../shard/durations.js';
import { statisticName } from '../verdict/theory.js';
import { displayPath, type Workspace } from '../workspace.js';
import type { Command } from './command.js';

export const explain: Command = {
  name: 'explain',
  usage: 'explain SCENARIO | RECORD',
  summary: 'a scenario (theory, metrics, price, cost) or a record (provenance, how to run it again)',
  options: [],
  run: async (args, { workspace, io }) => {
    if (args.positionals.length !== 1) {
      const found = args.positionals.length === 0 ? 'nothing' : args.positionals.join(' ');
      throw new BadInput({ expected: 'one scenario id or one record', found, remedy: '`collapse list scenarios` shows the ids' });
    }
    const [subject] = args.positionals;
    if (!scenarioIds(workspace).includes(subject) && existsSync(subject)) io.out(recordText(workspace, subject));
    else for (const id of matchScenarios(workspace, [subject])) io.out(scenarioText(workspace, loadScenario(workspace, id)));
    return 0;
  },
};

function scenarioText(workspace: Workspace, loaded: LoadedScenario): string {
  const { id, file, scenario, hash, observed } = loaded;
  const system = systemOf(scenario.system.id);
  const mitigation = mitigationOf(scenario.mitigation.id);
  const samples = sampleCount(scenario);
  const last = observed[observed.length - 1];
  const rules = mitigation.create(scenario.mitigation);
  const price = rules.realSamplesUsed(last, samples);
  const selection = rules.selectionSamplesUsed?.(last, samples) ?? 0;
  const { id: _system, ...systemOptions } = scenario.system;
  const { id: _mitigation, ...mitigationOptions } = scenario.mitigation;
  const lines = [
    `${id}: ${scenario.title}`,
    ...(scenario.description === undefined ? [] : ['', wrap(scenario.description, LINE_WIDTH)]),
    '',
    `file         ${file}`,
    ...(scenario.paper === undefined ? [] : [`paper        ${scenario.paper}`]),
    field(`system       ${system.id}: ${system.summary} [${system.source}]`),
    field(`             ${optionsText(systemOptions)}`),
    field(`mitigation   ${mitigation.id}: ${mitigation.summary} [${mitigation.source}]`),
    ...(Object.keys(mitigationOptions).length === 0 ? [] : [field(`             ${optionsText(mitigationOptions)}`)]),
    `size         ${scenario.samples} samples a generation, ${last} generations, ${scenario.replicates} replicates, seed ${scenario.seed}`,
    field(`observed     generations ${observed.join(', ')} (1 is the fit to real data)`),
    `real data    ${Number.isFinite(price) ? `${short(price)} distinct real samples after model 1, expected` : 'whole populations'}`,
    ...(selection > 0 ? [`             and ${short(selection)} that select or weigh samples and are not trained on`] : []),
    `exactness    ${system.determinism === 'portable' ? 'equal bytes on every machine' : 'equal bytes within one environment class'}`,
    `hash         ${hash}`,
    `baseline     ${existsSync(baselineFile(workspace, id)) ? displayPath(workspace, baselineFile(workspace, id)) : 'none yet'}`,
    ...downloadsText(workspace, loaded),
    ...workText(loaded),
    `cost         ${costText(workspace, id)}`,
    ...picturesText(workspace, loaded),
    `run it       pnpm collapse run ${id}`,
    '',
  ];
  const metrics = scenario.metrics.map((name) => system.metrics.find((metric) => metric.id === name)!) as Metric<any, any>[];
  const metricTable = formatTable(
    metrics,
    [
      { title: 'metric', align: 'left', cell: (metric) => metric.id },
      { title: 'better', align: 'left', cell: (metric) => metric.direction.replace('-is-better', '') },
      { title: 'unit', align: 'left', cell: (metric) => metric.unit },
      { title: 'equivalent within', align: 'left', cell: ({ margin }) => `${margin.value} (${margin.kind})` },
      { title: 'definition', align: 'left', cell: (metric) => metric.summary },
    ],
    LINE_WIDTH,
  );
  const baseline = existsSync(baselineFile(workspace, id)) ? readBaseline(workspace, id) : undefined;
  const profile =
    baseline !== undefined && isResultOf(loaded, baseline) ? `\nof the baseline:\n${profileText(scenario, baseline)}` : '';
  return `${lines.join('\n')}\n${metricTable}\n${oracleText(loaded)}${profile}`;
}

/** The pictures that a run writes, and where they lie. */
function picturesText(workspace: Workspace, { id, scenario }: LoadedScenario): string[] {
  const folder = path.join(workspace.runs, ...id.split('/'));
  const there = picturesIn(folder);
  const pictures = systemOf(scenario.system.id).pictures?.(scenario.system) ?? [];
  return pictures.map((picture, i) => {
    const file = displayPath(workspace, path.join(pictureFolder(folder), pictureName(picture)));
    const state = there.includes(pictureName(picture)) ? '' : ', not drawn here yet';
    return field(`${(i === 0 ? 'pictures' : '').padEnd(13)}${picture.title}: ${file}${state}`);
  });
}

/** A line of the head; what does not fit goes below its text. */
function field(line: string): string {
  return wrap(line, LINE_WIDTH, 'observed     '.length);
}

/** As JSON that can be broken between options. */
function optionsText(options: object): string {
  const each = Object.entries(options).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${each.join(', ')}}`;
}

/** Which definitions of collapse a result meets. */
function profileText(scenario: Scenario, result: Result): string {
  return formatTable(
    collapseProfile(scenario, result),
    [
      { title: 'collapse as', align: 'left', cell: ({ definition }) => definition },
      { title: 'status', align: 'left', cell: ({ status }) => status },
      { title: 'estimate', align: 'right', cell: ({ interval }) => (interval === undefined ? '' : short(interval.estimate, 3)) },
      {
        title: '95% interval',
        align: 'left',
        cell: ({ interval }) => (interval === undefined ? '' : `${short(interval.low, 3)} to ${short(interval.high, 3)}`),
      },
      { title: 'evidence', align: 'left', cell: ({ evidence }) => evidence },
    ],
    LINE_WIDTH,
  );
}

function oracleText({ scenario, observed }: LoadedScenario): string {
  const setting: Setting = { ...scenario, samples: sampleCount(scenario) };
  const covering = (systemOf(scenario.system.id).oracles as readonly Oracle<Setting>[]).flatMap((oracle) => {
    if (!scenario.metrics.includes(oracle.metric)) return [];
    const predictions = observed.flatMap((generation) => oracle.predict(setting, generation) ?? []);
    if (predictions.length === 0) return [];
    const kinds = [...new Set(predictions.map(({ kind }) => kind))].join(', ');
    return [{ oracle, kinds, count: predictions.length, last: predictions[predictions.length - 1].value }];
  });
  if (covering.length === 0) return 'No oracle covers this scenario.\n';
  return formatTable(
    covering,
    [
      { title: 'oracle', align: 'left', cell: ({ oracle }) => oracle.id },
      { title: 'kind', align: 'left', cell: ({ kinds }) => kinds },
      { title: 'predicts', align: 'left', cell: ({ oracle }) => `${statisticName(oracle.statistic)} of ${oracle.metric}` },
      { title: 'rows', align: 'right', cell: ({ count }) => String(count) },
      { title: 'last value', align: 'right', cell: ({ last }) => short(last) },
      { title: 'statement', align: 'left', cell: ({ oracle }) => oracle.summary },
    ],
    LINE_WIDTH,
  );
}

/** What run.json says; undefined: there is none, or as a text why it says nothing. */
function readRunInfo(workspace: Workspace, file: string): Partial<RunInfo> | string | undefined {
  if (!existsSync(file)) return undefined;
  const shown = displayPath(workspace, path.resolve(file));
  try {
    return parseRunInfo(readTextFile(file, shown), shown);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.message;
  }
}

/** What to expect of a scenario that trains networks, before anything has run. */
function workText({ scenario, observed }: LoadedScenario): string[] {
  const { id: _system, ...system } = scenario.system;
  const setting: Setting = { ...scenario, system, samples: sampleCount(scenario) };
  const each = systemOf(scenario.system.id).operations?.(setting);
  if (each === undefined) return [];
  const generations = observed[observed.length - 1];
  const seconds = (each * generations) / TRAINING_SPEED;
  const times = `${generations} generations take about ${duration(seconds)} of one core a replicate`;
  const more = scenario.mitigation.id === 'replace' ? '' : ', if no more is trained on than under `replace`';
  const work = `${short(each, 2)} floating-point operations a generation: ${times}${more}; metrics come on top`;
  return [field(`work         ${work}`), ...(seconds > LONG_SECONDS ? [field(`             ${CARD_ADVICE}`)] : [])];
}

/** Longer than a day on a core, a replicate. */
const LONG_SECONDS = 86_400;
const CARD_ADVICE = 'use a graphics card: --engine onnx:webgpu (`collapse doctor` says whether it runs here)';

/** What is fetched from the hub, from where, and where it stays: said before it happens. */
function downloadsText(workspace: Workspace, { scenario }: LoadedScenario): string[] {
  const downloads = downloadsOf(scenario);
  if (downloads.length === 0) return [];
  const folder = hubFolder(cacheFolder());
  const here = countHere(downloads, folder);
  const state = here === downloads.length ? 'all are there already' : `${here} of ${downloads.length} files are there already`;
  const lines = [
    `downloads    ${bytesText(sumOf(downloads))} from ${hubEndpoint(process.env)} (HF_ENDPOINT names another hub)`,
    ...byRepository(downloads).map(
      ({ title, files, bytes }) => `             ${bytesText(bytes)} of ${title}: ${files.join(', ')}`,
    ),
    `             kept in ${displayPath(workspace, folder)} (COLLAPSE_CACHE names another folder); ${state}`,
  ];
  return lines.map(field);
}

const bytesText = (bytes: number | undefined) =>
  bytes === undefined ? 'files of unknown size' : `about ${short(bytes / 1e6, 3)} MB`;

function costText(workspace: Workspace, id: string): string {
  const info = readRunInfo(workspace, path.join(workspace.runs, ...id.split('/'), 'run.json'));
  if (typeof info !== 'object' || info.seconds === undefined || info.cells === undefined) {
    return `not measured here yet; \`pnpm collapse run ${id} --replicates 1\` measures one cell`;
  }
  const each = info.seconds / info.cells;
  return `${duration(info.seconds)} of one core for ${info.cells} cells when last run here (${short(each, 2)} s each)`;
}

function recordText(workspace: Workspace, subject: string): string {
  const file = statSync(subject).isDirectory() ? path.join(subject, 'result.json') : subject;
  const shown = displayPath(workspace, path.resolve(file));
  if (!existsSync(file)) {
    throw new BadInput({ file: shown, expected: 'a result', found: 'no such file', remedy: 'name a folder that a run wrote' });
  }
  const result = parseResult(readTextFile(file, shown), shown);
  const found = readRunInfo(workspace, path.join(path.dirname(file), 'run.json'));
  const info = typeof found === 'object' ? found : undefined;
  const known = scenarioIds(workspace).includes(result.scenario);
  const replicates = result.replicates.length;
  let same = 'the scenario is not in this checkout';
  let profile = '';
  if (known) {
    const present = loadScenario(workspace, result.scenario, { seed: result.seed });
    const unchanged = isResultOf(present, result);
    same = unchanged ? 'as in this checkout' : 'NOT as in this checkout: the scenario has changed since';
    if (unchanged) profile = `\n${profileText(present.scenario, result)}`;
  }
  const lines = [
    `${shown}: ${result.scenario}`,
    '',
    `scenario     ${result.scenarioHash} (${same})`,
    `cells        ${replicates} replicates, seed ${result.seed}, generations ${result.generations.join(', ')}`,
    `metrics      ${Object.keys(result.values).join(', ')}`,
    `theory       ${result.theory.length} rows`,
    ...(info === undefined ? [field(`provenance   ${found ?? 'no run.json beside it'}`)] : provenanceText(info)),
    ...runAgain(info, result.scenario, result.seed, replicates).map(
      (line, i) => `${i === 0 ? 'run again' : ''}`.padEnd(13) + line,
    ),
    '',
  ];
  return `${lines.join('\n')}${profile}`;
}
