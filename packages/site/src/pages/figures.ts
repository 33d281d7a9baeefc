import type { PaperFigure, PaperReading, PaperReport } from '@collapse-bench/harness';
import { chartsOf } from '../chart/figure.js';
import { type Html, html, prose } from '../html/html.js';
import { number } from '../html/numbers.js';
import { rootOf, type SitePage } from '../html/page.js';
import { table } from '../html/table.js';
import { badge, oursText, paperChart, runsTable } from './paper-parts.js';

export function figurePath(id: string): string {
  return `figures/${id}.html`;
}

export function figuresPages(report: PaperReport | undefined): SitePage[] {
  return [
    figuresPage(report),
    ...(report?.figures ?? []).map((figure, i, all) => figurePage(figure, report!, all[i - 1], all[i + 1])),
  ];
}

/** All figures of the paper in one table. */
function figuresPage(report: PaperReport | undefined): SitePage {
  const body = html`<h1>The paper, figure by figure</h1>
<p class="lead">Every figure of <cite>AI models collapse when trained on recursively generated data</cite> and of its preprint, drawn again from our own runs, with what the paper reports beside what we find.</p>
${report === undefined ? html`<p class="empty">The report is made by <code>pnpm collapse paper</code>; there is none here yet, so nothing is drawn.</p>` : listOf(report)}
<p>Nothing is drawn from made-up data: where a figure needs a graphics card or a download that it has not had, its page says so and gives the command.</p>`;
  return {
    path: 'figures.html',
    section: 'figures',
    title: 'The paper, figure by figure',
    description: 'The figures of the paper on model collapse drawn again from committed records, with intervals and verdicts.',
    body,
  };
}

function listOf({ figures }: PaperReport): Html {
  const verdicts = [...new Set(figures.map(({ verdict }) => verdict))];
  return html`<p>${verdicts.map((verdict, i) => html`${i > 0 ? ', ' : ''}${figures.filter((each) => each.verdict === verdict).length} ${badge(verdict)}`)}.
<em>Scale differs</em>: run at another size than the paper's, so the numbers are not to be compared. What the paper shows only as a plot is read off its axes and counts as rough.</p>
${table(
  figures,
  [
    { title: 'figure', heading: true, cell: ({ id, name }) => html`<a href="${figurePath(id)}">${name}</a>` },
    { title: 'what it shows', cell: ({ title }) => prose(title) },
    { title: 'verdict', cell: ({ verdict }) => badge(verdict) },
    { title: 'in short', cell: ({ summary }) => prose(summary) },
  ],
  { caption: 'Figures of the paper', quiet: true, roomy: true },
)}`;
}

function figurePage(
  figure: PaperFigure,
  report: PaperReport,
  before: PaperFigure | undefined,
  after: PaperFigure | undefined,
): SitePage {
  const path = figurePath(figure.id);
  const root = rootOf(path);
  const charts = chartsOf(path);
  const { name, title, section, claim, settings, verdict, summary, readings, runs, texts, notes, errata } = figure;
  const bearing = report.errata.filter(({ number: each }) => errata.includes(each));
  const body = html`<p class="crumb"><a href="${root}figures.html">Figures</a></p>
<h1>${name}: ${prose(title)}</h1>
<p class="lead">${badge(verdict)} ${prose(summary)}</p>
<dl class="facts"><dt>In the paper</dt><dd>${/^[\dA-Z]\./.test(section) ? 'Section ' : ''}${section}</dd><dt>What it claims</dt><dd>${prose(claim)}</dd>
${settings.length > 0 && html`<dt>Its settings</dt><dd><ul>${settings.map((each) => html`<li>${prose(each)}</li>`)}</ul></dd>`}</dl>
${figure.charts.length === 0 ? html`<p class="empty">Nothing is drawn here: there are no records of it yet. The commands below run it.</p>` : figure.charts.map((chart) => charts.figure(paperChart(chart)))}
${readings.length > 0 && readingsSection(readings, root)}
${texts.length > 0 && textsSection(texts)}
${runs.length > 0 && html`<h2>How to run it</h2>${runsTable(runs, root)}`}
${notes.length > 0 && html`<h2>Notes</h2><ul>${notes.map((each) => html`<li>${prose(each)}</li>`)}</ul>`}
${bearing.length > 0 && html`<h2>Errata that bear on it</h2><ul>${bearing.map((each) => html`<li><a href="${root}errata.html#${each.id}">${prose(each.title)}</a></li>`)}</ul>`}
<nav class="turn" aria-label="Other figures">${before !== undefined && html`<a rel="prev" href="${root}${figurePath(before.id)}">← ${before.name}</a>`} ${after !== undefined && html`<a rel="next" href="${root}${figurePath(after.id)}">${after.name} →</a>`}</nav>`;
  return { path, section: 'figures', title: `${name}: ${title}`, description: summary, body, files: charts.files };
}

function readingsSection(readings: readonly PaperReading[], root: string): Html {
  return html`<h2>The paper's numbers and ours</h2>
${table(
  readings,
  [
    { title: 'quantity', heading: true, cell: ({ quantity }) => prose(quantity) },
    {
      title: 'paper',
      cell: ({ reported }) =>
        html`${reported.value === null ? prose(reported.text) : `${number(reported.value, 4)}${reported.spread === null ? '' : ` ± ${number(reported.spread, 3)}`}`} <span class="note">${reported.source}, ${reported.where}</span>`,
    },
    {
      title: 'ours',
      cell: ({ ours }) =>
        html`${oursText(ours)}${ours !== null && html` <span class="note">${ours.of}, ${ours.replicates} replicates${ours.scenario !== null && html`, <a href="${root}scenarios/${ours.scenario}.html">${ours.scenario}</a>`}</span>`}`,
    },
    { title: 'verdict', cell: ({ verdict }) => badge(verdict) },
    { title: 'because', cell: ({ because }) => prose(because) },
  ],
  { caption: "The paper's numbers and ours", quiet: true, roomy: true },
)}`;
}

function textsSection(texts: PaperFigure['texts']): Html {
  return html`<h2>What the paper prints</h2>
${texts.map(({ name, text }) => html`<h3>${name}</h3><blockquote><p>${text}</p></blockquote>`)}`;
}
