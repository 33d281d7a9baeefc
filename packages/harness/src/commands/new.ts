import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systems } from '../catalog.js';
import { BadInput } from '../errors.js';
import { nearNames } from '../near-names.js';
import { whyReserved } from '../scaffold/reserved-names.js';
import { camelCase, metricFiles, mitigationFiles, modelFiles, type NewFile, scenarioFiles } from '../scaffold/templates.js';
import type { Command } from './command.js';

interface Scaffold {
  /** How its name is written. */
  readonly name: RegExp;
  readonly example: string;
  files(id: string): NewFile[];
  /** What is left to do by hand, once the files are written. */
  steps(id: string): string[];
}

const WORD = '[a-z][a-z0-9]*(-[a-z0-9]+)*';

const scaffolds: Readonly<Record<string, Scaffold>> = {
  scenario: {
    name: new RegExp(`^${WORD}(/${WORD})+$`),
    example: 'gaussian/my-scenario',
    files: scenarioFiles,
    steps: (id) => [
      'edit it: your editor completes fields from its $schema',
      `pnpm collapse run ${id}`,
      `when you trust the result: pnpm collapse accept ${id}`,
    ],
  },
  mitigation: {
    name: new RegExp(`^${WORD}$`),
    example: 'my-mitigation',
    files: mitigationFiles,
    steps: (id) => [
      `export ${camelCase(id)} from packages/core/src/index.ts`,
      `add it to \`mitigations\` in packages/harness/src/catalog.ts`,
      'pnpm schema && pnpm test',
    ],
  },
  metric: {
    name: new RegExp(`^${WORD}/${WORD}$`),
    example: 'gaussian/my-metric',
    files: (id) => {
      const [system, metric] = id.split('/');
      const known = systems.map((candidate) => candidate.id);
      if (!known.includes(system)) {
        const found = `"${system}"${nearNames(system, known)}`;
        throw new BadInput({ expected: `a model (${known.join(', ')}) before the slash`, found, remedy: 'choose one of these' });
      }
      return metricFiles(system, metric);
    },
    steps: (id) => [`add it to \`metrics\` of the system in packages/${id.split('/')[0]}/src`, 'pnpm test'],
  },
  model: {
    name: new RegExp(`^${WORD}$`),
    example: 'my-model',
    files: modelFiles,
    steps: (id) => [
      `add "@collapse-bench/${id}": "workspace:*" to packages/harness/package.json and { "path": "../${id}" } to its tsconfig.json`,
      `add ${camelCase(id)} to \`systems\` in packages/harness/src/catalog.ts`,
      'pnpm install && pnpm schema && pnpm test',
    ],
  },
};

export const scaffold: Command = {
  name: 'new',
  usage: `new ${Object.keys(scaffolds).join('|')} NAME`,
  summary: 'start a scenario, mitigation, metric or model from a working template',
  options: [],
  run: async (args, { workspace, io }) => {
    const kinds = Object.keys(scaffolds);
    const [kind, id, ...rest] = args.positionals;
    const chosen = kind !== undefined && Object.hasOwn(scaffolds, kind) ? scaffolds[kind] : undefined;
    if (chosen === undefined || rest.length > 0) {
      const found = kind === undefined ? 'nothing' : `"${args.positionals.join(' ')}"${nearNames(kind, kinds)}`;
      throw new BadInput({
        expected: `${kinds.join(', ')} and a name`,
        found,
        remedy: 'e.g. `pnpm collapse new mitigation my-mitigation`',
      });
    }
    if (id === undefined || !chosen.name.test(id)) {
      const expected = `a name in lower-case words joined by hyphens, such as ${chosen.example}`;
      throw new BadInput({ expected, found: id === undefined ? 'none' : `"${id}"`, remedy: 'choose such a name' });
    }
    const named = camelCase(id.slice(id.lastIndexOf('/') + 1));
    const reserved = kind === 'scenario' ? undefined : whyReserved(kind!, named);
    if (reserved !== undefined) {
      const expected = `a name that can stand for a constant, such as ${chosen.example}`;
      throw new BadInput({ expected, found: `"${id}", ${reserved}`, remedy: 'choose another, of two words for instance' });
    }
    const files = chosen.files(id).map((each) => ({ ...each, target: path.join(workspace.root, ...each.file.split('/')) }));
    for (const { file, target } of files) {
      if (!existsSync(target)) continue;
      throw new BadInput({ file, expected: 'no such file yet', found: 'one', remedy: 'choose another name' });
    }
    for (const { file, text, target } of files) {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text, { flag: 'wx' });
      io.out(`wrote ${file}\n`);
    }
    io.out(
      `next:\n${chosen
        .steps(id)
        .map((step, i) => `  ${i + 1}. ${step}\n`)
        .join('')}`,
    );
    return 0;
  },
};
