import { type Named, type Scenario, watchedGenerations } from './scenario.js';

/** The form's values by their names; what is not shown need not be there. */
export type FormState = Readonly<Record<string, string | undefined>>;

/** The scenario that a form describes, mistakes included: `checkScenario` finds them. */
export function scenarioOf(state: FormState): Scenario {
  const system = SYSTEMS[state.system ?? '']?.(state) ?? { id: state.system ?? '' };
  const mitigation = mitigationOf(state);
  const generations = parsed(state.generations) as number;
  const samples = parsed(state.samples) as number;
  return {
    $schema: '../../schema/scenario.schema.json',
    formatVersion: 1,
    title: `From the playground: ${system.id}, ${mitigation.id}, M = ${samples}`,
    system,
    mitigation,
    samples,
    generations,
    // More would be watched than a scenario observes by itself.
    ...(generations > 24 && generations <= MOST_GENERATIONS && { observe: watchedGenerations(generations) }),
    replicates: parsed(state.replicates) as number,
    seed: parsed(state.seed) as number,
    metrics: metricsOf(state),
  };
}

const MOST_GENERATIONS = 1_000_000;

/** A number or a truth value where the text is one; else the text, for the check to complain about. */
function parsed(text: string | undefined): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  const trimmed = text?.trim() ?? '';
  return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

function mitigationOf(state: FormState): Named {
  const id = state.mitigation ?? '';
  const prefix = `${id}.`;
  const options = Object.entries(state).filter(([name]) => name.startsWith(prefix));
  return { id, ...Object.fromEntries(options.map(([name, value]) => [name.slice(prefix.length), parsed(value)])) };
}

const NORMAL = { kind: 'normal', mean: [0], covariance: [[1]] };

const SYSTEMS: Readonly<Record<string, (state: FormState) => Named>> = {
  gaussian: (state) => ({
    id: 'gaussian',
    dimension: 1,
    ddof: parsed(state['gaussian.ddof']),
    representation: state['gaussian.representation'],
    real: NORMAL,
    approximation: { kind: 'exact' },
  }),
  discrete: (state) => ({
    id: 'discrete',
    representation: state['discrete.representation'],
    real: discreteReal(state),
  }),
  gmm: (state) => ({
    id: 'gmm',
    dimension: state['gmm.real'] === 'bimodal' ? 1 : 2,
    components: parsed(state['gmm.components']),
    covariance: state['gmm.covariance'],
    tol: 1e-5,
    maxIterations: 2000,
    regCovar: parsed(state['gmm.regCovar']),
    initialisation: state['gmm.initialisation'],
    starts: 1,
    real: GMM_REALS[state['gmm.real'] ?? ''],
  }),
};

function discreteReal(state: FormState): unknown {
  const states = parsed(state['discrete.states']);
  switch (state['discrete.real']) {
    case 'zipf':
      return { kind: 'zipf', states, exponent: parsed(state['discrete.exponent']) };
    case 'uniform':
      return { kind: 'uniform', states };
    case 'two': {
      const first = parsed(state['discrete.first']);
      return { kind: 'probabilities', probabilities: [first, typeof first === 'number' ? 1 - first : first] };
    }
    default:
      return {
        kind: 'gaussian-mixture-histogram',
        ...{ means: [-4, 4], variances: [1, 1], weights: [0.5, 0.5], bins: 200, range: [-12, 12] },
      };
  }
}

const GMM_REALS: Readonly<Record<string, unknown>> = {
  bimodal: {
    kind: 'mixture',
    components: [
      { weight: 0.5, mean: [-4], covariance: [[1]] },
      { weight: 0.5, mean: [4], covariance: [[1]] },
    ],
  },
  blob: {
    kind: 'mixture',
    components: [
      {
        weight: 1,
        mean: [0, 0],
        covariance: [
          [1, 0],
          [0, 1],
        ],
      },
    ],
  },
  moons: { kind: 'moons', noise: 0.1 },
  circles: { kind: 'circles', factor: 0.5, noise: 0.05 },
};

/** What is measured: quick metrics, those with theory first. */
export function metricsOf(state: FormState): readonly string[] {
  switch (state.system) {
    case 'discrete':
      return ['homozygosity', 'support', 'entropy', 'squared-error', 'total-variation', 'tail-mass', 'first-state-mass'];
    case 'gmm': {
      const always = ['variance-ratio', 'log-det-ratio', 'mean-shift-squared', 'component-sd-min', 'weight-entropy'];
      if (state['gmm.real'] === 'bimodal') return ['l2-squared', 'mode-coverage', ...always];
      return state['gmm.real'] === 'blob' ? ['l2-squared', ...always] : always;
    }
    default:
      return ['w2-squared', 'variance-ratio', 'log-det-ratio', 'mean-shift-squared', 'standard-deviation', 'tail-mass'];
  }
}

/** The field that a problem's pointer speaks of; undefined where no single one does. */
export function fieldAt(pointer: string, state: FormState): string | undefined {
  const [, part, option, inner] = pointer.split('/');
  if (part === 'mitigation') return option === undefined || option === 'id' ? 'mitigation' : `${state.mitigation}.${option}`;
  if (part !== 'system') return TOP.includes(part) ? part : undefined;
  if (option === undefined || option === 'id') return 'system';
  if (option !== 'real') return `${state.system}.${option}`;
  if (inner === undefined) return `${state.system}.real`;
  return inner === 'probabilities' ? 'discrete.first' : `${state.system}.${inner}`;
}

const TOP: readonly string[] = ['samples', 'generations', 'replicates', 'seed'];
