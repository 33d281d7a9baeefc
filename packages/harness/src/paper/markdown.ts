import { short } from '../report/number.js';
import { type Column, formatMarkdownTable } from '../report/table.js';
import type {
  PaperChart,
  PaperErratum,
  PaperEvidence,
  PaperFigure,
  PaperOurs,
  PaperReading,
  PaperReport,
  PaperRun,
  PaperVerdict,
} from './report.js';

/** The report as a page of GitHub-flavoured Markdown, to lie in benchmarks/. */
export function paperMarkdown({ paper, figures, errata }: PaperReport): string {
  return `${[
    '# The paper, figure by figure',
    `${paper.authors}: *${paper.title}*, [arXiv ${paper.arxiv}](https://arxiv.org/abs/${paper.arxiv}); ${paper.nature}. Made from \`baselines/\` by \`pnpm collapse paper\`; the same as data, with the series of every chart, is in [paper.json](paper.json).`,
    HOW_TO_READ,
    '## Figures',
    formatMarkdownTable(figures, FIGURE_COLUMNS).trimEnd(),
    '## Errata',
    'What a careful reproduction shows of the paper itself. **shown**: our simulation is consistent with the correction and not with the claim; **argued**: a matter of reading, with nothing to simulate.',
    formatMarkdownTable(errata, ERRATUM_COLUMNS).trimEnd(),
    ...figures.flatMap(figureSection),
    ...errata.flatMap(erratumSection),
  ].join('\n\n')}\n`;
}

const HOW_TO_READ = `- **agrees** and **differs** follow from a rule that stands beside them; **scale differs**: run at another size, so numbers are not to be compared and a direction proves nothing of the
  paper's size; **not run here**: needs a GPU, a download or hours that this checkout has not had. Nothing is drawn without a record.
- A figure as a whole **differs** where any of its readings does, else it **agrees** where any does; the column of readings says how many of each.
- What the paper reports is its text, a caption, outputs stored with the released code, or read off a plot, as said. Where it shows one run, ours are the runs it may have been.
- **[low, high]** is what stands before it: a 95% bootstrap interval over replicates, or the central 95% of runs. Generation 1 is the model fitted to real data.
- **record**: the accepted result, with git's name of its content (\`git log --find-object=NAME\` names the commit); **theory**: rows of closed-form theory that it holds up to, all of this
  page tested together.`;

const FIGURE_COLUMNS: readonly Column<PaperFigure>[] = [
  { title: 'figure', align: 'left', cell: ({ name }) => `[${name}](#${anchorOf(name)})` },
  { title: 'what', align: 'left', cell: ({ title }) => title },
  { title: 'verdict', align: 'left', cell: ({ verdict }) => `**${verdict}**` },
  { title: 'readings', align: 'left', cell: ({ readings }) => countsOf(readings) },
  { title: 'in a sentence', align: 'left', cell: ({ summary }) => summary },
];

const ERRATUM_COLUMNS: readonly Column<PaperErratum>[] = [
  { title: '', align: 'right', cell: ({ number }) => `[${number}](#erratum-${number})` },
  { title: 'erratum', align: 'left', cell: ({ title }) => title },
  { title: 'where', align: 'left', cell: ({ where }) => where },
  { title: 'status', align: 'left', cell: ({ status }) => `**${status}**` },
];

const READING_COLUMNS: readonly Column<PaperReading>[] = [
  { title: 'quantity', align: 'left', cell: ({ quantity }) => quantity },
  { title: 'paper', align: 'left', cell: ({ reported }) => `${reported.text} (${reported.source}: ${reported.where})` },
  { title: 'ours', align: 'left', cell: ({ ours }) => oursText(ours) },
  { title: 'verdict', align: 'left', cell: ({ verdict, because }) => `**${verdict}**: ${because}` },
];

const EVIDENCE_COLUMNS: readonly Column<PaperEvidence>[] = [
  { title: 'quantity', align: 'left', cell: ({ quantity }) => quantity },
  { title: 'as claimed', align: 'right', cell: ({ claimed }) => numberText(claimed) },
  { title: 'exact', align: 'right', cell: ({ right }) => numberText(right) },
  { title: 'simulated', align: 'left', cell: ({ measured }) => oursText(measured) },
  { title: 'holds', align: 'left', cell: ({ holds, because }) => `**${holds}**: ${because}` },
];

const RUN_COLUMNS: readonly Column<PaperRun>[] = [
  { title: 'run', align: 'left', cell: ({ command }) => `\`${command}\`` },
  { title: "paper's size", align: 'left', cell: ({ paperScale }) => (paperScale ? 'yes' : 'no') },
  { title: 'size', align: 'left', cell: ({ size }) => size },
  { title: 'cost', align: 'left', cell: ({ cost }) => cost },
  { title: 'scenario', align: 'left', cell: ({ scenarioHash }) => `\`${scenarioHash.slice(0, 8)}\`` },
  { title: 'record', align: 'left', cell: recordText },
  { title: 'theory', align: 'left', cell: theoryText },
];

function figureSection(figure: PaperFigure): string[] {
  const { name, title, section, claim, settings, readings, runs, charts, texts, notes, errata, verdict } = figure;
  return [
    `## ${name}`,
    `**${title}** (Section ${section}): **${verdict}**. ${claim}`,
    `The paper's settings:\n\n${listOf(settings)}`,
    formatMarkdownTable(readings, READING_COLUMNS).trimEnd(),
    ...chartsText(charts),
    ...(texts.length === 0
      ? []
      : [`What the paper prints:\n\n${texts.map(({ name: who, text }) => `> **${who}**: ${text}`).join('\n>\n')}`]),
    formatMarkdownTable(runs, RUN_COLUMNS).trimEnd(),
    ...(notes.length === 0 ? [] : [listOf(notes)]),
    ...(errata.length === 0 ? [] : [`Errata: ${errata.map((number) => `[${number}](#erratum-${number})`).join(', ')}.`]),
  ];
}

function erratumSection({ number, title, where, claim, right, status, evidence, charts, runs }: PaperErratum): string[] {
  return [
    `## Erratum ${number}`,
    `**${title}** (${where}): **${status}**.`,
    `- The paper: ${claim}\n- Right: ${right}`,
    ...(evidence.length === 0 ? [] : [formatMarkdownTable(evidence, EVIDENCE_COLUMNS).trimEnd()]),
    ...chartsText(charts),
    ...(runs.length === 0 ? [] : [formatMarkdownTable(runs, RUN_COLUMNS).trimEnd()]),
  ];
}

/** A chart as the table of its simulated points: a page of Markdown draws no curves. */
function chartsText(charts: readonly PaperChart[]): string[] {
  return charts.flatMap(({ title, x, y, series }) => {
    const simulated = series.filter(({ kind, x: at }) => kind !== 'theory' && at.length <= MOST_ROWS);
    const places = [...new Set(simulated.flatMap(({ x: at }) => at))].sort((a, b) => a - b);
    if (places.length === 0 || places.length > MOST_ROWS) return [];
    const columns: Column<number>[] = [
      { title: x.title, align: 'right', cell: (place) => short(place) },
      ...simulated.map(
        (each): Column<number> => ({ title: each.name, align: 'left', cell: (place) => pointText(each, each.x.indexOf(place)) }),
      ),
    ];
    return [`<details><summary>${title} (${y.title})</summary>\n\n${formatMarkdownTable(places, columns)}\n</details>`];
  });
}

/** A longer table is for the data file. */
const MOST_ROWS = 30;

function pointText({ y, lower, upper }: PaperChart['series'][number], i: number): string {
  if (i < 0) return '';
  return lower === null || upper === null ? short(y[i], 3) : `${short(y[i], 3)} [${short(lower[i], 3)}, ${short(upper[i], 3)}]`;
}

const listOf = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');

const numberText = (value: number | null) => (value === null ? '' : short(value));

function oursText(found: PaperOurs | null): string {
  if (found === null) return '';
  const { estimate, low, high, of, replicates } = found;
  const interval = low === high ? short(estimate) : `${short(estimate)} [${short(low, 3)}, ${short(high, 3)}]`;
  return `${interval} (${of}${replicates > 1 ? `, ${replicates} runs` : ''})`;
}

function recordText({ record, recordObject, without }: PaperRun): string {
  return record === null || recordObject === null ? `none: ${without}` : `[${recordObject.slice(0, 8)}](../${record})`;
}

function theoryText({ theory, record }: PaperRun): string {
  if (record === null) return '';
  if (theory.rows === 0) return 'none';
  const held = `${theory.rows - theory.failed}/${theory.rows}`;
  return theory.failed > 0 ? `**${held}**` : held;
}

const PLURALS: Readonly<Record<PaperVerdict, string>> = {
  agrees: 'agree',
  differs: 'differ',
  'scale differs': 'at another scale',
  'not run here': 'not run here',
};

function countsOf(readings: readonly PaperReading[]): string {
  return (Object.keys(PLURALS) as PaperVerdict[])
    .map((kind) => ({ kind, count: readings.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${count === 1 && !kind.startsWith('scale') ? kind : PLURALS[kind]}`)
    .join(', ');
}

/** As GitHub makes it of a heading. */
function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
