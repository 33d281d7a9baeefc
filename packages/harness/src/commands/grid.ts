import type { Aspect } from '@collapse-bench/core';
import { BadInput } from '../errors.js';
import { nearNames } from '../near-names.js';
import { type GridCell, type MitigationGrid, mitigationGrid } from '../profile/mitigation-grid.js';
import { short } from '../report/number.js';
import { type Column, formatTable, formatTables } from '../report/table.js';
import type { Command } from './command.js';
import { gridEntries } from './grid-entries.js';
import { recordFolder, recordOptions } from './records.js';

const ASPECTS: readonly Aspect[] = ['risk', 'variance', 'tails', 'modes', 'hallucination'];

export const grid: Command = {
  name: 'grid',
  usage: 'grid [--aspect ASPECT] [--out DIR] [--json]',
  summary: 'every mitigation against `replace` in every system, with intervals and the real data it takes',
  options: [{ name: 'aspect', value: 'ASPECT', help: `${ASPECTS.join(', ')} (default: risk)` }, ...recordOptions],
  run: async (args, { workspace, io }) => {
    const aspect = aspectOf(args.text('aspect') ?? 'risk');
    if (args.positionals.length > 0) {
      const found = args.positionals.join(' ');
      throw new BadInput({ expected: 'options alone', found, remedy: '`collapse grid --help` lists them' });
    }
    const entries = gridEntries(workspace, recordFolder(args, workspace));
    const found = mitigationGrid(entries, aspect);
    if (found.cells.length === 0) {
      const [{ system, mitigation, reason }] = found.without;
      const first = `none (${system}${mitigation === undefined ? '' : ` under ${mitigation}`}: ${reason})`;
      throw new BadInput({
        expected: `results with a metric of ${aspect}`,
        found: first,
        remedy: 'make them, or choose another --aspect',
      });
    }
    const source = args.text('out') ?? 'baselines';
    io.out(args.flag('json') ? `${JSON.stringify({ source, ...found }, null, 2)}\n` : gridText(found, source));
    return 0;
  },
};

function aspectOf(text: string): Aspect {
  const aspect = ASPECTS.find((candidate) => candidate === text);
  if (aspect !== undefined) return aspect;
  const found = `"${text}"${nearNames(text, ASPECTS)}`;
  throw new BadInput({ expected: `--aspect to be one of ${ASPECTS.join(', ')}`, found, remedy: 'choose one of these' });
}

/** The grid as tables that fit a terminal. */
export function gridText(found: MitigationGrid, source: string): string {
  const { aspect, mitigations, systems, cells, without } = found;
  const at = (system: string, mitigation: string) =>
    cells.find((cell) => cell.system === system && cell.mitigation === mitigation);
  const head: Column<string> = { title: 'mitigation', align: 'left', cell: (mitigation) => mitigation };
  const ratios = systems.map(({ system }): Column<string>[] => [
    { title: system, align: 'right', cell: (mitigation) => ratioText(at(system, mitigation)) },
    { title: '95% interval', align: 'left', cell: (mitigation) => intervalText(at(system, mitigation)) },
  ]);
  const costs = systems.map(({ system }): Column<string>[] => [
    { title: system, align: 'right', cell: (mitigation) => costText(at(system, mitigation)) },
  ]);
  const described = formatTable(systems, [
    { title: 'system', align: 'left', cell: ({ system }) => system },
    { title: `metric of ${aspect}`, align: 'left', cell: ({ metric }) => metric },
    { title: 'better', align: 'left', cell: ({ direction }) => direction.replace('-is-better', '') },
    { title: 'generation', align: 'right', cell: ({ generation }) => String(generation) },
    { title: 'samples', align: 'right', cell: ({ samples }) => String(samples) },
    { title: 'replicates', align: 'right', cell: ({ replicates }) => String(replicates) },
    { title: 'seed', align: 'right', cell: ({ seed }) => String(seed) },
    { title: 'typical under replace', align: 'right', cell: ({ replaced }) => short(replaced) },
  ]);
  const notes = without.map(({ system, mitigation, reason }) =>
    mitigation === undefined ? `${system}: not shown, ${reason}.\n` : `grid/${system}/${mitigation}: ${reason}.\n`,
  );
  return [
    `${aspect[0].toUpperCase()}${aspect.slice(1)} at the last generation over that under replace (results: ${source})\n`,
    formatTables(mitigations, head, ratios),
    `${RATIO_NOTE}\n`,
    described,
    'Price: distinct real samples used for training after model 1, expected (+ those that only select or weigh)\n',
    formatTables(mitigations, head, costs),
    ...(notes.length === 0 ? [] : [notes.join('')]),
  ].join('\n');
}

const RATIO_NOTE = `1 is no better and no worse than training on the last generation's output alone. Each number is the median over
replicates divided by the median under replace; the interval is a 95% bootstrap over pairs of replicates, which share
their real data. ~ : the interval contains 1, no effect shown (among so many cells, some 5% of those without any effect
lie outside by chance). - : the system cannot run it, or there is no result.`;

function ratioText(cell: GridCell | undefined): string {
  if (cell === undefined) return '-';
  return `${cell.effect === 'none shown' ? '~' : ''}${short(cell.ratio.estimate, 3)}`;
}

function intervalText(cell: GridCell | undefined): string {
  if (cell === undefined) return '';
  const { low, high } = cell.ratio;
  return low === high ? 'exactly' : `${short(low, 3)} to ${short(high, 3)}`;
}

function costText(cell: GridCell | undefined): string {
  if (cell === undefined) return '-';
  const { realSamplesUsed: used, selectionSamplesUsed: selecting } = cell;
  const price = used === null ? 'all' : short(used, 3);
  return selecting > 0 ? `${price} (+ ${short(selecting, 3)})` : price;
}
