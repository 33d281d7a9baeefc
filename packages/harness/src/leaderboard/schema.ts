import Type, { type Static } from 'typebox';
import { type FormatStep, newestVersion } from '../record/format-version.js';

/** From each version of the format to the next. */
export const LEADERBOARD_STEPS: readonly FormatStep[] = [];
export const LEADERBOARD_FORMAT = newestVersion(LEADERBOARD_STEPS);

const closed = { additionalProperties: false } as const;
const object = <Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields, description?: string) =>
  Type.Object(fields, { ...closed, ...(description === undefined ? {} : { description }) });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T, description: string) =>
  Type.Union([type, Type.Null()], { description });

const interval = (description: string) =>
  object({ estimate: Type.Number(), low: Type.Number(), high: Type.Number() }, `${description} With its 95% bootstrap interval.`);
const rank = (description: string) =>
  object(
    { estimate: Type.Number({ minimum: 1 }), low: Type.Integer({ minimum: 1 }), high: Type.Integer({ minimum: 1 }) },
    description,
  );
const definitions = Type.Array(Type.String());
const cost = {
  samplesTrained: nullable(
    Type.Number(),
    'Samples in all training sets after model 1, over those of replace; null: whole populations.',
  ),
  samplesGenerated: nullable(
    Type.Number(),
    'Samples asked of all models but the last, over those of replace; null: whole populations.',
  ),
};

const front = {
  onFront: Type.Boolean({
    description: 'On the Pareto front of risk against real samples; mitigations that lean on a judge have no part in it.',
  }),
  onFrontAtSameCompute: Type.Boolean({ description: 'The same among those that train on and generate no more than replace.' }),
};

const row = object({
  mitigation: Type.String({ description: "The scenario's last name." }),
  scenario: Type.String(),
  scenarioHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  record: Type.String({ description: 'The accepted result, from the root of the repository.' }),
  recordObject: Type.String({
    pattern: '^[0-9a-f]{40}$',
    description: "Git's name of the record's content; `git log --find-object=NAME` finds the commit that brought it.",
  }),
  rank: rank('Within the system; from `low` to `high` the ranks that are not shown to be others (95% confidence).'),
  value: interval('Typical value (median over replicates) of the metric at the generation.'),
  ratio: interval('Typical value over that of replace.'),
  difference: interval('The score: paired log-ratio to replace on common seeds; negative is better, whatever the metric.'),
  realSamplesUsed: nullable(Type.Number(), 'Distinct real samples trained on after model 1, expected; null: whole populations.'),
  selectionSamplesUsed: Type.Number({ description: 'Distinct real samples that only choose or weigh, expected.' }),
  judge: nullable(
    Type.Enum(['reward', 'correct']),
    'What the mitigation asks of a judge; what that knows of the real distribution is no number of samples.',
  ),
  ...cost,
  ...front,
  collapse: object(
    { met: definitions, undecided: definitions, notMet: definitions, notAssessed: definitions },
    'The definitions of collapse (1 to 8, early, late) by what the result shows of them.',
  ),
  theory: object({
    rows: Type.Integer({ description: 'Oracle rows held against the result.' }),
    failed: Type.Integer({ description: 'Those that do not hold, all of the leaderboard tested together.' }),
  }),
  environmentClass: nullable(Type.String(), 'Where the record can be reproduced byte for byte; null: on every machine.'),
});

const system = object({
  system: Type.String(),
  metric: Type.String(),
  direction: Type.Enum(['lower-is-better', 'higher-is-better']),
  generation: Type.Integer({ minimum: 1 }),
  samples: Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('infinite')]),
  replicates: Type.Integer({ minimum: 1 }),
  replicatesWanted: Type.Integer({ description: 'Fewer make rough intervals.' }),
  seed: Type.Integer({ minimum: 0 }),
  inOverall: Type.Boolean({ description: 'Whether it runs enough of the mitigations to count in the overall ranks.' }),
  rows: Type.Array(row),
});

const overallRow = object({
  mitigation: Type.String(),
  settings: Type.Array(object({ systems: Type.Array(Type.String()), mitigation: Type.Record(Type.String(), Type.Unknown()) }), {
    minItems: 1,
    description: 'The options that go by this name; more than one: the systems do not run the same.',
  }),
  rank: rank('Overall; from `low` to `high` the ranks that are not shown to be others (95% confidence).'),
  meanRank: Type.Number({ description: 'Mean over the systems of the rank among the mitigations of this table.' }),
  ratio: interval('Geometric mean over the systems of the ratio to replace (inverted where higher is better).'),
  realShare: nullable(Type.Number(), 'Distinct real samples trained on over M, mean over the systems.'),
  selectionShare: nullable(Type.Number(), 'Distinct real samples that only choose or weigh over M, mean over the systems.'),
  judge: row.properties.judge,
  ...cost,
  ...front,
});

const partialRow = object({
  mitigation: Type.String(),
  systems: Type.Array(Type.String(), { minItems: 1 }),
  meanPercentile: Type.Number({
    description: '(rank - 1) / (mitigations - 1) within each system, mean: 0 the best in all, 1 the last in all.',
  }),
});

/** The leaderboard as data. The one source of the committed JSON Schema and of this type. */
export const leaderboardSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    formatVersion: Type.Literal(LEADERBOARD_FORMAT),
    aspect: Type.Literal('risk'),
    systems: Type.Array(system, { minItems: 1 }),
    overall: object({
      systems: Type.Array(Type.String(), { description: 'The systems over which means are taken.' }),
      rows: Type.Array(overallRow),
      partial: Type.Array(partialRow, { description: 'Mitigations that some of these systems have no score of: not ranked.' }),
    }),
    preserving: Type.Array(
      object({
        fraction: Type.Number({ minimum: 0, maximum: 1 }),
        mitigation: Type.String(),
        realShare: nullable(Type.Number(), 'As in the overall rows.'),
        ratio: interval('Geometric mean over the systems of the ratio to replace.'),
        systems: Type.Array(object({ system: Type.String(), ratio: interval('Typical value over that of replace.') })),
      }),
      { description: 'What keeping a fraction of the original data buys.' },
    ),
    without: Type.Array(object({ system: Type.String(), mitigation: Type.Optional(Type.String()), reason: Type.String() }), {
      description: 'Systems and scenarios without a score, and why.',
    }),
  },
  { $schema: 'http://json-schema.org/draft-07/schema#', title: 'collapse-bench leaderboard', ...closed },
);
export type Leaderboard = Static<typeof leaderboardSchema>;
export type LeaderboardSystem = Static<typeof system>;
export type LeaderboardRow = Static<typeof row>;
export type OverallRow = Static<typeof overallRow>;
export type PartialRow = Static<typeof partialRow>;
export type PreservingRow = Leaderboard['preserving'][number];
