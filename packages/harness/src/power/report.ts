import { type Column, formatMarkdownTable, formatTable } from '../report/table.js';
import { SLOWDOWN_LIMIT } from '../throughput/gate.js';
import { DIFFERENT_ALPHA } from '../verdict/equivalence.js';
import {
  exactFindings,
  type PlaceFinding,
  percent,
  placeFindings,
  type Rate,
  rateText,
  type Target,
  targets,
  worst,
} from './findings.js';
import type { ResampledRow } from './resampled-rows.js';
import { EFFECTS, type PowerStudy, RESAMPLED_EFFECTS, SLOWDOWNS } from './study.js';
import type { Timings } from './timings.js';

/** How a table is written. */
type Format = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]) => string;

const left = <Row>(title: string, cell: (row: Row) => string): Column<Row> => ({ title, align: 'left', cell });
const right = <Row>(title: string, cell: (row: Row) => string): Column<Row> => ({ title, align: 'right', cell });
const ratio = ({ count, trials }: Rate) => `${count} of ${trials}`;
const share = ({ count, trials }: Rate) => percent(count / trials);

/** What was promised and found, for a terminal. */
export function powerText(study: PowerStudy): string {
  return `${targetTable(targets(study), formatTable)}
${curveTable(study, formatTable)}
Shifts in margins of the metric, ${study.places.length} places, ${study.seeds.length} pairs of seeds; 95% Wilson intervals.
`;
}

function targetTable(rows: readonly Target[], format: Format): string {
  return format(rows, [
    left('rate', ({ what }) => what),
    left('wanted', ({ wanted }) => wanted),
    right('found', ({ found }) => ratio(found)),
    left('with its 95% interval', ({ found }) => rateText(found)),
    left('met', ({ met }) => (met ? 'yes' : 'NO')),
  ]);
}

/** Power against effect size, over all places. */
function curveTable(study: PowerStudy, format: Format): string {
  const places = placeFindings(study);
  const spokenOf = places.flatMap(({ byTheory }) => (byTheory === undefined ? [] : [byTheory]));
  const all = (findings: readonly (readonly Rate[])[], e: number): Rate => ({
    count: findings.reduce((sum, rates) => sum + rates[e].count, 0),
    trials: findings.reduce((sum, rates) => sum + rates[e].trials, 0),
  });
  const compared = places.map(({ flagged }) => flagged);
  return format(
    EFFECTS.map((_, e) => e),
    [
      right('shift', (e) => String(EFFECTS[e])),
      left('different, at the worst place', (e) => rateText(worst(compared, e))),
      right('at all places', (e) => share(all(compared, e))),
      left('theory broken, at the worst place', (e) => (spokenOf.length === 0 ? '' : rateText(worst(spokenOf, e)))),
      right('at all places', (e) => (spokenOf.length === 0 ? '' : share(all(spokenOf, e)))),
    ],
  );
}

/** The whole study as a page of GitHub-flavoured Markdown, to lie in benchmarks/. Equal studies have equal bytes. */
export function powerMarkdown(study: PowerStudy, timings: Timings): string {
  return `${[
    '# Power: what the verdicts notice, and how often they are wrong',
    'Made by `pnpm collapse power`, which asks the very functions that `verify` asks. Every random number in it is seeded: on unchanged code it writes the same bytes.',
    targetTable(targets(study), formatMarkdownTable).trimEnd(),
    '## Exact rows',
    EXACT,
    exactTable(study),
    '## Fresh seeds',
    freshWords(study),
    curveTable(study, formatMarkdownTable).trimEnd(),
    'By place, how often a shift of so many margins is called different (after the bar: how often theory alone says so):',
    placeTable(placeFindings(study)),
    '## Rows that train',
    resampledWords(study),
    ...study.resampled.flatMap(({ system, scenarios, rows }) => [`**${system}**, ${scenarios} scenarios:`, resampledTable(rows)]),
    '## Throughput',
    gateWords(timings),
    gateTable(study),
  ].join('\n\n')}\n`;
}

const EXACT = `Every accepted scenario of a system in plain TypeScript arithmetic, the paper's sizes left out, is run again with a mistake planted in its generation loop or its options, and held
against its committed baseline: the first three observed generations, one replicate after the other until one differs, five at most. \`rows\` are the scenarios to which the mistake makes a difference
at all (a mean has no estimator of variance; whole populations and chains that train on real data alone have no generations to mistake; chains that all end in one state at once have no chance left in them; 9% and 10% of 50 samples are 5 of them).`;

function exactTable(study: PowerStudy): string {
  return formatMarkdownTable(exactFindings(study), [
    left('change', ({ summary }) => summary),
    right('rows', ({ rows }) => String(rows)),
    right('different', ({ flagged }) => String(flagged)),
    right('by the first replicate', ({ byFirst }) => String(byFirst)),
    left('wrong verdicts', ({ wrong }) => (wrong.length === 0 ? 'none' : wrong.join(', '))),
  ]).trimEnd();
}

function freshWords({ seeds, places }: PowerStudy): string {
  const equivalent = { count: seeds.filter((each) => each.equivalent).length, trials: seeds.length };
  return `The suite \`power\` (\`pnpm collapse verify --suite power\`) is run under ${2 * seeds.length} seeds that no scenario has, and the one run of each pair is held against the other as a result is against the
baseline of another class of machine: paired tests over replicates, but with nothing in common between them, which is harder than the comparison that \`verify\` makes, whose replicates share their
real data. Unchanged runs came out equivalent in ${rateText(equivalent)} of the pairs. Then all numbers of one metric at one generation are shifted by a multiple of its margin, upwards in half of the pairs and downwards in the other, at one
of the ${places.length} places after the other.

*Different* means that a difference beyond the margin is shown: all tests of the run are looked at together (Holm), so that anything is called different without being so in at most ${100 * DIFFERENT_ALPHA}% of runs. A shift of
one margin is therefore not called different, and is not meant to be. *Theory* has no margin: its exact rows are tested jointly, and it needs no baseline.`;
}

const SHOWN = [1, 1.25, 1.5, 1.75, 2, 3];

function placeTable(findings: readonly PlaceFinding[]): string {
  const at = (rates: readonly Rate[], effect: number) => share(rates[EFFECTS.indexOf(effect)]);
  return formatMarkdownTable(findings, [
    left('scenario', ({ place }) => place.scenario),
    left('metric', ({ place }) => place.metric),
    right('generation', ({ place }) => String(place.generation)),
    ...SHOWN.map((effect) => right<PlaceFinding>(`${effect}`, ({ flagged }) => at(flagged, effect))),
    ...[0.25, 0.5, 1].map((effect) =>
      right<PlaceFinding>(`theory ${effect}`, ({ byTheory }) => (byTheory === undefined ? '' : at(byTheory, effect))),
    ),
  ]).trimEnd();
}

function resampledWords({ resampled }: PowerStudy): string {
  const different = resampled
    .map(({ system, different: count, trials }) => `${system} ${rateText({ count, trials })}`)
    .join(', ');
  return `A measured curve, without a target. Networks have five replicates and no second class of machine on record, so both sides of each comparison are drawn from the replicates of the committed baseline, with
replacement, unpaired: the noise is all that there is between seeds, and pairing leaves less of it. Each scenario is looked at alone; the shift is planted at its last generation. Without a shift, called different:
${different}. How often a shift of so many margins is:`;
}

function resampledTable(rows: readonly ResampledRow[]): string {
  return formatMarkdownTable(rows, [
    left('metric', ({ metric }) => metric),
    right('resamples', ({ trials }) => String(trials)),
    ...RESAMPLED_EFFECTS.map((effect, e) =>
      right<ResampledRow>(String(effect), ({ flagged, trials }) => share({ count: flagged[e], trials })),
    ),
  ]).trimEnd();
}

function gateWords({ class: className, benchmarks }: Timings): string {
  const [least, most] = [Math.min, Math.max].map((of) => of(...benchmarks.map(({ relative }) => relative.length)));
  const processes = least === most ? String(least) : `${least} to ${most}`;
  return `Both gates are simulated by their own code on recorded timings of unchanged code ([power-timings.json](power-timings.json): ${benchmarks.length} benchmarks in ${processes} processes each on ${className},
beside their calibration kernels; \`pnpm collapse power --timings 24\` records them anew): each process that a gate would start is one drawn from these. *Against a baseline* is \`pnpm collapse throughput\`, *against another
checkout* what pull requests run. An alarm is any benchmark of a whole check called slower; slowdowns are planted in one benchmark at a time.

The promise is that of the gate which measures both sides in turns. A baseline was measured on another day: what else the machine does since then is in its figures and not in these, so that gate is
for slowdowns beyond its limit of ${SLOWDOWN_LIMIT}x, of which ${SLOWDOWN_LIMIT}x itself is the edge, and promises nothing.`;
}

function gateTable({ gates }: PowerStudy): string {
  return formatMarkdownTable(gates, [
    left('gate', ({ gate }) => (gate === 'baseline' ? 'against a baseline' : 'against another checkout')),
    left('alarms, nothing changed', ({ alarms, checks }) => rateText({ count: alarms, trials: checks })),
    ...SLOWDOWNS.map((slowdown, i) =>
      right<PowerStudy['gates'][number]>(`${slowdown}x flagged`, ({ planted }) =>
        share({ count: planted[i].flagged, trials: planted[i].trials }),
      ),
    ),
  ]).trimEnd();
}
