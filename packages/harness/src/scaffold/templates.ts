/** `fresh-real` -> `freshReal`. */
export function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

export interface NewFile {
  /** Path from the workspace's root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export function scenarioFiles(id: string): NewFile[] {
  const up = '../'.repeat(id.split('/').length);
  const scenario = {
    $schema: `${up}schema/scenario.schema.json`,
    formatVersion: 1,
    title: `${id}: say in one line what it shows`,
    system: {
      id: 'gaussian',
      dimension: 1,
      ddof: 1,
      representation: 'sufficient-statistics',
      real: { kind: 'normal', mean: [0], covariance: [[1]] },
      approximation: { kind: 'exact' },
    },
    mitigation: { id: 'replace' },
    samples: 100,
    generations: 100,
    replicates: 200,
    seed: 1,
    metrics: ['variance-ratio', 'w2-squared'],
  };
  return [{ file: `benchmarks/scenarios/${id}.json`, text: `${JSON.stringify(scenario, null, 2)}\n` }];
}

export function mitigationFiles(id: string): NewFile[] {
  const name = camelCase(id);
  const folder = 'packages/core/src/mitigations';
  return [
    {
      file: `${folder}/${id}.ts`,
      text: `import Type from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';

export const ${name}: MitigationDefinition = {
  id: '${id}',
  summary: 'Say in one sentence what the next training set is made of.',
  source: 'author et al. arXiv number',
  options: Type.Object({}, { additionalProperties: false }),
  create: (): Mitigation<unknown> => ({
    needs: [],
    keepsPool: false,
    trainingSet: ({ history, space }) => ({ data: space.concat([history.original, history.synthetic]) }),
    realSamplesUsed: (_generation, samples) => samples,
  }),
};
`,
    },
    {
      file: `${folder}/${id}.test.ts`,
      text: `import { expect, test } from 'vitest';
import { ${name} } from './${id}.js';

test('${id}: what the training set is made of', async () => {
  const mitigation = ${name}.create({});
  const space = { size: (data: string[]) => data.length, concat: (parts: readonly string[][]) => parts.flat() };
  const history = { original: ['real'], previous: ['old'], synthetic: ['model'], pool: undefined };
  const rng = { state: Uint32Array.of(1, 2, 3, 4) };
  const context = { generation: 2, samples: 1, history, space, fresh: () => ['fresh'], params: 1, scorer: {}, rng, onceRng: rng };
  expect((await mitigation.trainingSet(context)).data).toEqual(['real', 'model']);
});
`,
    },
  ];
}

export function metricFiles(system: string, id: string): NewFile[] {
  const name = camelCase(id);
  return [
    {
      file: `packages/${system}/src/metrics/${id}.ts`,
      text: `import { type Metric, ok } from '@collapse-bench/core';

/** Replace Params and Truth by the types of this system. */
export const ${name}: Metric<unknown, unknown> = {
  id: '${id}',
  summary: 'Say in one sentence what it measures, with its formula.',
  source: 'author et al. arXiv number',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'relative', value: 0.05, reason: 'say why a difference this small does not matter' },
  evaluate: ({ generation }) => ok(generation),
};
`,
    },
  ];
}

export function modelFiles(id: string): NewFile[] {
  const name = camelCase(id);
  const manifest = {
    name: `@collapse-bench/${id}`,
    version: '0.1.0',
    private: true,
    description: 'Say what it reproduces.',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    exports: { '.': { source: './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
    scripts: { build: 'tsc -b' },
    dependencies: { '@collapse-bench/core': 'workspace:*', typebox: '1.4.3' },
  };
  const tsconfig = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist' },
    include: ['src'],
    exclude: ['src/**/*.test.ts', 'src/**/testing/**'],
    references: [{ path: '../core' }],
  };
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return [
    { file: `packages/${id}/package.json`, text: json(manifest) },
    { file: `packages/${id}/tsconfig.json`, text: json(tsconfig) },
    {
      file: `packages/${id}/src/index.ts`,
      text: `export { ${name} } from './${id}.js';\n`,
    },
    {
      file: `packages/${id}/src/${id}.ts`,
      text: `import { fillNormal, type Metric, ok, type System } from '@collapse-bench/core';
import Type from 'typebox';

/** What one generation learns: here, the mean of its training set. */
interface Params {
  readonly mean: number;
}

const mean: Metric<Params, { readonly mean: number }> = {
  id: 'mean-error',
  summary: 'Distance of the learned mean from the true one.',
  source: 'say where it comes from',
  unit: '1',
  direction: 'lower-is-better',
  margin: { kind: 'absolute', value: 0.01, reason: 'say why a difference this small does not matter' },
  evaluate: ({ params, truth }) => ok(Math.abs(params.mean - truth.mean)),
};

export const ${name}: System<object, Float64Array, Params, { readonly mean: number }> = {
  id: '${id}',
  summary: 'Say in one sentence what is learned from what.',
  source: 'author et al. arXiv number',
  determinism: 'portable',
  options: Type.Object({}, { additionalProperties: false }),
  check: () => [],
  create: () => {
    const draw = (count: number, mean: number, rng: Parameters<typeof fillNormal>[0]) => {
      const data = new Float64Array(count);
      fillNormal(rng, data, mean, 1);
      return data;
    };
    return {
      space: {
        size: (data) => data.length,
        concat: (parts) => Float64Array.from(parts.flatMap((part) => [...part])),
      },
      source: { sample: (count, rng) => draw(count, 0, rng) },
      model: {
        fit: ({ data }) => ({ params: { mean: data.reduce((sum, value) => sum + value, 0) / data.length } }),
        sample: (params, { count }, rng) => draw(count, params.mean, rng),
      },
      truth: { mean: 0 },
    };
  },
  metrics: [mean],
  oracles: [],
};
`,
    },
  ];
}
