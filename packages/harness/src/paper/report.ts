import Type, { type Static } from 'typebox';

export const PAPER_FORMAT = 1;

const closed = { additionalProperties: false } as const;
const object = <Fields extends Parameters<typeof Type.Object>[0]>(fields: Fields, description?: string) =>
  Type.Object(fields, { ...closed, ...(description === undefined ? {} : { description }) });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T, description: string) =>
  Type.Union([type, Type.Null()], { description });

const verdict = Type.Enum(['agrees', 'differs', 'scale differs', 'not run here'], {
  description:
    '"scale differs": run at another size, so the numbers are not to be compared; "not run here": needs a GPU or a download that it has not had.',
});

const run = object(
  {
    scenario: Type.String(),
    title: Type.String(),
    scenarioHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    size: Type.String({ description: 'Samples, generations, replicates, in words.' }),
    command: Type.String({ description: 'Runs exactly this.' }),
    cost: Type.String({ description: 'In words: seconds as recorded, or what it needs.' }),
    record: nullable(Type.String(), 'The accepted result, from the root of the repository; null: none yet.'),
    recordObject: nullable(
      Type.String({ pattern: '^[0-9a-f]{40}$' }),
      "Git's name of the record's content; `git log --find-object=NAME` finds the commit that brought it.",
    ),
    replicates: Type.Integer({ minimum: 0, description: 'In the record; 0 without one.' }),
    paperScale: Type.Boolean({ description: "Whether it is the paper's own size." }),
    without: nullable(Type.String(), 'Why there is no record; null where there is one.'),
    theory: object({
      rows: Type.Integer({ description: 'Oracle rows held against the record.' }),
      failed: Type.Integer({ description: 'Those that do not hold, all of the report tested together.' }),
    }),
    environmentClass: nullable(Type.String(), 'Where the record can be reproduced byte for byte; null: on every machine.'),
  },
  'A scenario behind a figure or an erratum.',
);

const reported = object(
  {
    text: Type.String({ description: 'As the paper puts it, or what is read off the plot.' }),
    value: nullable(Type.Number(), 'The number, where there is one.'),
    spread: nullable(Type.Number(), 'What the paper gives after ±.'),
    source: Type.Enum(['text', 'caption', 'plot', 'released code'], { description: '"plot": read off the axes, so rough.' }),
    where: Type.String(),
  },
  'What the paper reports.',
);

const ours = object(
  {
    estimate: Type.Number(),
    low: Type.Number(),
    high: Type.Number(),
    of: Type.String({ description: 'What the estimate and its interval are, such as "median over replicates, 95% bootstrap".' }),
    replicates: Type.Integer({ minimum: 1 }),
    scenario: nullable(Type.String(), 'The run it comes from; null: computed from the definition of the figure.'),
    generation: nullable(
      Type.Integer({ minimum: 1 }),
      'Number of fits: 1 is the model fitted to real data (the generation 0 of Section 5).',
    ),
  },
  'What our records say.',
);

const reading = object({
  quantity: Type.String(),
  reported,
  ours: nullable(ours, 'null: not run.'),
  verdict,
  because: Type.String({ description: 'The rule by which the verdict follows, in words.' }),
});

const numbers = Type.Array(Type.Number());

const series = object(
  {
    name: Type.String(),
    kind: Type.Enum(['ours', 'theory', 'paper'], { description: '"paper": values that it reports as numbers.' }),
    mark: Type.Enum(['line', 'points', 'bars']),
    x: numbers,
    y: numbers,
    lower: nullable(numbers, 'Lower ends of 95% intervals or ranges; null: none.'),
    upper: nullable(numbers, 'Upper ends.'),
    scenario: nullable(Type.String(), 'The run it comes from.'),
  },
  'One curve: x[i] against y[i]. All arrays have one length.',
);

const axis = object({ title: Type.String(), scale: Type.Enum(['linear', 'log']) });

const chart = object({
  id: Type.String({ description: 'Unique in the report; fit for a file name.' }),
  title: Type.String(),
  x: axis,
  y: axis,
  band: Type.String({ description: 'What lower and upper are.' }),
  series: Type.Array(series, { minItems: 1 }),
});

const figure = object({
  id: Type.String({ description: '"fig3" to "fig15", or "example-texts".' }),
  name: Type.String({ description: '"Figure 3".' }),
  title: Type.String(),
  section: Type.String(),
  claim: Type.String({ description: "What the paper says that it shows, in our words or the paper's." }),
  settings: Type.Array(Type.String(), { description: "The paper's settings." }),
  verdict,
  summary: Type.String({ description: 'One sentence for a table of all figures.' }),
  readings: Type.Array(reading),
  charts: Type.Array(chart),
  runs: Type.Array(run),
  texts: Type.Array(object({ name: Type.String(), text: Type.String() }), { description: 'Texts that the paper prints.' }),
  notes: Type.Array(Type.String()),
  errata: Type.Array(Type.Integer(), { description: 'Numbers of the errata that bear on it.' }),
});

const evidence = object({
  quantity: Type.String(),
  claimed: nullable(Type.Number(), 'By the paper as printed.'),
  right: nullable(Type.Number(), 'By exact theory.'),
  measured: nullable(ours, 'By simulation.'),
  holds: Type.Enum(['the correction', 'the claim', 'both', 'neither'], {
    description: 'Which the simulation is consistent with (5 standard errors, or as `because` says).',
  }),
  because: Type.String(),
});

const erratum = object({
  number: Type.Integer({ minimum: 1 }),
  id: Type.String({ description: 'Short and stable, fit for an address.' }),
  title: Type.String(),
  where: Type.String({ description: 'Place in the paper.' }),
  claim: Type.String(),
  right: Type.String(),
  status: Type.Enum(['shown', 'argued', 'not shown here'], {
    description:
      '"shown": our simulation agrees with the correction and not with the claim; "argued": a matter of reading, nothing to simulate.',
  }),
  evidence: Type.Array(evidence),
  charts: Type.Array(chart),
  runs: Type.Array(run),
});

/** The reproduction report as data. The one source of the committed JSON Schema and of these types. */
export const paperSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    formatVersion: Type.Literal(PAPER_FORMAT),
    paper: object({ title: Type.String(), authors: Type.String(), arxiv: Type.String(), nature: Type.String() }),
    figures: Type.Array(figure, { minItems: 1 }),
    errata: Type.Array(erratum, { minItems: 1 }),
  },
  { $schema: 'http://json-schema.org/draft-07/schema#', title: 'collapse-bench paper report', ...closed },
);
export type PaperReport = Static<typeof paperSchema>;
export type PaperFigure = Static<typeof figure>;
export type PaperVerdict = Static<typeof verdict>;
export type PaperReading = Static<typeof reading>;
export type PaperReported = Static<typeof reported>;
export type PaperOurs = Static<typeof ours>;
export type PaperRun = Static<typeof run>;
export type PaperChart = Static<typeof chart>;
export type PaperSeries = Static<typeof series>;
export type PaperErratum = Static<typeof erratum>;
export type PaperEvidence = Static<typeof evidence>;
