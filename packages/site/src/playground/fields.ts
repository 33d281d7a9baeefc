import { playgroundMitigations, playgroundSystems } from './catalog.js';
import { BOUNDS } from './check-scenario.js';

/** One control of the form. Its value is text; `scenarioOf` makes a scenario of all of them. */
export interface Field {
  /** `samples`, or `preserve-real.fraction` where it belongs to one choice. */
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: string;
  /** What can be chosen; absent: a number. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly whole?: boolean;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** Fields that are there for some values of another field. */
export interface FieldGroup {
  /** Unique in the form. */
  readonly id: string;
  readonly legend: string;
  /** Absent: always there. */
  readonly shownFor?: { readonly field: string; readonly values: readonly string[] };
  readonly text?: string;
  readonly fields: readonly Field[];
}

const whole = (name: keyof typeof BOUNDS, label: string, value: number, help?: string): Field => ({
  ...{ name, label, help, value: String(value), whole: true },
  ...BOUNDS[name],
});

const choice = (name: string, label: string, value: string, choices: Readonly<Record<string, string>>, help?: string): Field => ({
  ...{ name, label, help, value },
  choices: Object.entries(choices).map(([id, text]) => ({ value: id, label: text })),
});

const representation = (system: string, value: string) =>
  choice(
    `${system}.representation`,
    'Data',
    value,
    { points: 'single samples', 'sufficient-statistics': 'what they add up to, by its exact law' },
    'The second costs the same at any M, and serves no mitigation that picks single samples.',
  );

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  gaussian: 'Gaussian, refitted to its own samples',
  discrete: 'Discrete distribution, refitted exactly',
  gmm: 'Gaussian mixture, refitted by EM',
};

const common: FieldGroup = {
  id: 'chain',
  legend: 'Chain',
  fields: [
    choice('system', 'System', 'gaussian', Object.fromEntries(playgroundSystems.map(({ id }) => [id, SYSTEM_NAMES[id]]))),
    whole('samples', 'Samples a generation, M', 100),
    whole('generations', 'Generations', 300, 'Fits in a row; 1 is the fit to real data.'),
    whole('replicates', 'Replicates', 200, 'Independent repetitions.'),
    whole('seed', 'Seed', 1, 'Settings of one system with one seed share their real data.'),
  ],
};

const gaussianFields: FieldGroup = {
  id: 'gaussian',
  legend: 'Gaussian',
  shownFor: { field: 'system', values: ['gaussian'] },
  fields: [
    choice('gaussian.ddof', 'Estimator of the variance (ddof)', '1', {
      1: 'unbiased, divided by M - 1 (Eq. 1)',
      0: 'maximum likelihood, divided by M (released code)',
    }),
    representation('gaussian', 'points'),
  ],
};

const discreteFields: FieldGroup = {
  id: 'discrete',
  legend: 'Discrete distribution',
  shownFor: { field: 'system', values: ['discrete'] },
  fields: [
    choice('discrete.real', 'Real distribution', 'zipf', {
      zipf: 'Zipf: state i has probability ~ i^-s',
      uniform: 'uniform',
      two: 'two states',
      histogram: 'histogram of two Gaussians (Fig. 3)',
    }),
    representation('discrete', 'sufficient-statistics'),
  ],
};

const discreteReals: readonly FieldGroup[] = [
  {
    id: 'discrete-states',
    legend: 'States',
    shownFor: { field: 'discrete.real', values: ['zipf', 'uniform'] },
    fields: [{ name: 'discrete.states', label: 'States', value: '100', whole: true, minimum: 2, maximum: 100_000 }],
  },
  {
    id: 'discrete-zipf',
    legend: 'Zipf',
    shownFor: { field: 'discrete.real', values: ['zipf'] },
    fields: [{ name: 'discrete.exponent', label: 'Exponent, s', value: '1', minimum: 0, maximum: 20 }],
  },
  {
    id: 'discrete-two',
    legend: 'Two states',
    shownFor: { field: 'discrete.real', values: ['two'] },
    fields: [{ name: 'discrete.first', label: 'Probability of the first state', value: '0.5', minimum: 0, maximum: 1 }],
  },
];

const gmmFields: FieldGroup = {
  id: 'gmm',
  legend: 'Gaussian mixture',
  shownFor: { field: 'system', values: ['gmm'] },
  fields: [
    choice('gmm.real', 'Real distribution', 'bimodal', {
      bimodal: 'two modes on a line, at -4 and 4',
      blob: 'one blob in the plane (released code)',
      moons: 'two moons',
      circles: 'two circles',
    }),
    { name: 'gmm.components', label: 'Components fitted', value: '2', whole: true, minimum: 1, maximum: 16 },
    choice('gmm.covariance', 'Covariances', 'full', {
      full: 'free',
      tied: 'one for all',
      diagonal: 'axis-parallel',
      spherical: 'one variance each',
    }),
    choice('gmm.initialisation', 'EM starts from', 'k-means', {
      'k-means': 'clusters of k-means',
      'k-means++': 'seeds of k-means++',
      'random-from-data': 'random points',
      random: 'random responsibilities',
      previous: 'the model before',
    }),
    {
      ...{ name: 'gmm.regCovar', label: 'Added to every variance (reg_covar)', value: '0.000001' },
      ...{ minimum: 0, maximum: 1 },
    },
  ],
};

const MITIGATION_NAMES: Readonly<Record<string, string>> = {
  replace: 'replace: none',
  'fresh-real': 'fresh-real: a share gamma is new real data',
  temperature: 'temperature: sampling bias lambda',
};

const mitigationChoice: FieldGroup = {
  id: 'mitigation',
  legend: 'Mitigation',
  fields: [
    choice(
      'mitigation',
      'Mitigation',
      'replace',
      Object.fromEntries(playgroundMitigations.map(({ id }) => [id, MITIGATION_NAMES[id] ?? id])),
    ),
  ],
};

/** Where the options of a mitigation begin; what is not here begins where its schema does. */
const START: Readonly<Record<string, string>> = {
  'accumulate.keepReal': 'true',
  'accumulate-subsample.keepReal': 'true',
  'accumulate-subsample.replacement': 'false',
  'preserve-real.fraction': '0.1',
  'preserve-real.redraw': 'true',
  'fresh-real.fraction': '0.1',
  'fixed-real.ratio': '1',
  'mixture.model': '0.5',
  'mixture.previous': '0.4',
  'mixture.original': '0.1',
  'weighted-real.weight': '0.618',
  'weighted-real.ratio': '1',
  'temperature.temperature': '0.9',
  'top-p.p': '0.9',
  'verify.keepRight': '0.95',
  'verify.keepWrong': '0.05',
  'verify.oversample': '1.5',
  'select-softmax.candidates': '4',
  'select-softmax.temperature': '1',
  'select-argmax.candidates': '2',
  'detect-resample.power': '1',
  'detect-resample.cap': '2',
  'high-surprise.keep': '0.9',
};

/** Symbols that the literature uses. */
const LABELS: Readonly<Record<string, string>> = {
  'fresh-real.fraction': 'Fresh real share, gamma',
  'temperature.temperature': 'Temperature, the sampling bias lambda',
  'preserve-real.fraction': 'Share of the original data',
  'fixed-real.ratio': 'Synthetic samples for each original one, lambda',
};

const mitigationGroups: readonly FieldGroup[] = playgroundMitigations.map(({ id, summary, source, options }) => ({
  id: `mitigation-${id}`,
  legend: id,
  shownFor: { field: 'mitigation', values: [id] },
  text: `${summary} ${source}.`,
  fields: Object.entries((options as unknown as OptionsSchema).properties).map(([option, schema]) =>
    optionField(id, option, schema),
  ),
}));

/** What a form needs to know of an option. */
interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

interface OptionsSchema {
  readonly properties: Readonly<Record<string, OptionSchema>>;
}

function optionField(mitigation: string, option: string, schema: OptionSchema): Field {
  const name = `${mitigation}.${option}`;
  const label = LABELS[name] ?? words(option);
  const help = schema.description;
  const listed: readonly string[] | undefined = schema.type === 'boolean' ? ['true', 'false'] : schema.enum;
  if (listed !== undefined) {
    const texts: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };
    const choices = Object.fromEntries(listed.map((value) => [value, texts[value] ?? value]));
    return choice(name, label, START[name] ?? listed[0], choices, help);
  }
  const minimum = schema.minimum ?? schema.exclusiveMinimum;
  const maximum = schema.maximum ?? schema.exclusiveMaximum;
  return { name, label, help, value: START[name] ?? String(minimum), whole: schema.type === 'integer', minimum, maximum };
}

/** keepReal: Keep real. */
function words(option: string): string {
  const text = option.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return text[0].toUpperCase() + text.slice(1);
}

/** The whole form, in the order of the page. */
export const fieldGroups: readonly FieldGroup[] = [
  common,
  gaussianFields,
  discreteFields,
  ...discreteReals,
  gmmFields,
  mitigationChoice,
  ...mitigationGroups,
];

/** What the form begins with: every field's value. */
export function initialState(): Record<string, string> {
  return Object.fromEntries(fieldGroups.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])));
}
