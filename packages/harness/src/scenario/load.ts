import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkSetting, observedGenerations, type Setting, shownJson } from '@collapse-bench/core';
import type { EngineName } from '@collapse-bench/tensor';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import { mitigationOf, systemOf } from '../catalog.js';
import { BadInput } from '../errors.js';
import { readJsonFile } from '../json-file.js';
import { nearNames } from '../near-names.js';
import { displayPath, type Workspace } from '../workspace.js';
import { scenarioHash } from './hash.js';
import { sampleCount } from './sample-count.js';
import { type Scenario, scenarioSchema } from './schema.js';
import { type Validate, validator } from './validate.js';

/** A scenario that has passed every check, ready to run. Plain data: it travels to worker threads. */
export interface LoadedScenario {
  /** Its path below benchmarks/scenarios, without `.json`. */
  readonly id: string;
  /** The file as people should read it. */
  readonly file: string;
  readonly scenario: Scenario;
  readonly hash: string;
  /** Generations to measure, ascending. */
  readonly observed: readonly number[];
  /** What trains its networks, where it has some; absent: `onnx`. */
  readonly engine?: EngineName;
}

/** What a command line may change about a scenario. */
export interface Overrides {
  readonly seed?: number | undefined;
  readonly replicates?: number | undefined;
  readonly engine?: EngineName | undefined;
}

let validateScenario: Validate | undefined;

/** Ids of all scenarios below benchmarks/scenarios, sorted. */
export function scenarioIds(workspace: Workspace): string[] {
  return globSync('**/*.json', { cwd: workspace.scenarios })
    .map((file) =>
      file
        .split(path.sep)
        .join('/')
        .replace(/\.json$/, ''),
    )
    .sort();
}

/** The ids that the globs name, each at least one; no globs: all. */
export function matchScenarios(workspace: Workspace, globs: readonly string[]): string[] {
  const known = scenarioIds(workspace);
  if (globs.length === 0) return known;
  const chosen = new Set<string>();
  for (const glob of globs) {
    const matches = glob === '' ? [] : known.filter(matcherOf(glob));
    if (matches.length === 0) {
      throw new BadInput({
        expected: 'a scenario id or a glob over ids',
        found: `"${glob}", which names none of the ${known.length}${nearNames(glob, known)}`,
        remedy: '`collapse list scenarios` shows them',
      });
    }
    for (const id of matches) chosen.add(id);
  }
  return [...chosen].sort();
}

/** A glob becomes a regular expression, and each of these may make it look again at all that it has seen. */
const MOST_CHOICES = 4;
const LONGEST_GLOB = 200;

/** @throws BadInput when a glob, which may come from a file, is one that matching could take forever with */
function matcherOf(glob: string): (id: string) => boolean {
  const choices = glob.replace(/\*+/g, '*').match(/[*{(]/g)?.length ?? 0;
  if (glob.length > LONGEST_GLOB || choices > MOST_CHOICES) {
    throw new BadInput({
      expected: `a glob of at most ${LONGEST_GLOB} characters with at most ${MOST_CHOICES} of *, ** and {...}`,
      found: `${glob.length} characters with ${choices}`,
      remedy: 'write several globs',
    });
  }
  const matches = picomatch(glob, { noextglob: true });
  return (id) => id === glob || matches(id);
}

export function loadScenario(workspace: Workspace, id: string, overrides: Overrides = {}): LoadedScenario {
  const file = path.join(workspace.scenarios, ...`${id}.json`.split('/'));
  // An id may come from a record: one that leads out of the folder is unknown, whatever lies there.
  const inside = !path.relative(workspace.scenarios, file).startsWith('..');
  if (!inside || !existsSync(file)) matchScenarios(workspace, [id]);
  const shown = displayPath(workspace, file);
  const raw = readJsonFile(file, shown);
  validateScenario ??= validator(scenarioSchema());
  validateScenario(raw, shown);
  const { $schema, ...fields } = raw as Scenario;
  const scenario: Scenario = {
    ...fields,
    seed: overrides.seed ?? fields.seed,
    replicates: overrides.replicates ?? fields.replicates,
  };
  checkMeaning(scenario, shown);
  const loaded = { id, file: shown, scenario, hash: scenarioHash(scenario), observed: observedGenerations(scenario) };
  return overrides.engine === undefined ? loaded : { ...loaded, engine: overrides.engine };
}

/** What the schema cannot say. */
function checkMeaning(scenario: Scenario, file: string): void {
  const fail = (pointer: string, expected: string, found: string, remedy: string): never => {
    throw new BadInput({ file, pointer, expected, found, remedy });
  };
  const { observe, generations } = scenario;
  observe?.forEach((generation, i) => {
    if (generation > generations) {
      fail(`/observe/${i}`, `a generation <= ${generations}`, shownJson(generation), 'raise /generations or drop it');
    }
    if (i > 0 && generation <= observe[i - 1]) fail(`/observe/${i}`, 'ascending generations', shownJson(observe), 'sort them');
  });

  const system = systemOf(scenario.system.id);
  const known = system.metrics.map((metric) => metric.id);
  scenario.metrics.forEach((id, i) => {
    if (!known.includes(id)) {
      fail(`/metrics/${i}`, `a metric of ${system.id}`, `"${id}"${nearNames(id, known)}`, `choose from ${known.join(', ')}`);
    }
  });

  const setting: Setting = { ...scenario, samples: sampleCount(scenario) };
  for (const problem of checkSetting(system, mitigationOf(scenario.mitigation.id), setting, scenario.metrics)) {
    throw new BadInput({ file, ...problem });
  }
}
