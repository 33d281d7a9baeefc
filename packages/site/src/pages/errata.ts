import type { PaperErratum, PaperReport } from '@collapse-bench/harness';
import { type Charts, chartsOf } from '../chart/figure.js';
import { type Html, html, prose } from '../html/html.js';
import { number } from '../html/numbers.js';
import { rootOf, type SitePage } from '../html/page.js';
import { table } from '../html/table.js';
import { badge, oursText, paperChart, runsTable } from './paper-parts.js';

const PATH = 'errata.html';
const root = rootOf(PATH);

/** What in the paper needs care, each with the simulation that shows it. */
export function errataPage(report: PaperReport | undefined): SitePage {
  const charts = chartsOf(PATH);
  const errata = report?.errata ?? [];
  const shown = errata.filter(({ status }) => status === 'shown').length;
  const body = html`<h1>Errata</h1>
<p class="lead">The phenomenon is real, and the paper is right about it. Some of its formulas and sentences are not, and a reproduction meets them: ${errata.length > 0 ? `${errata.length} places, ${shown} of them shown by simulation.` : ''}</p>
${
  errata.length === 0
    ? html`<p class="empty">The report is made by <code>pnpm collapse paper</code>; there is none here yet.</p>`
    : html`<p>Each says what the paper has, what holds, and what our simulation measures. An <em>argued</em> one is a matter of reading: there is nothing to simulate.</p>
<nav aria-label="Errata"><ol class="contents">${errata.map(({ id, title, status }) => html`<li><a href="#${id}">${prose(title)}</a> ${badge(status)}</li>`)}</ol></nav>
${errata.map((each) => section(each, charts))}`
}`;
  return {
    path: PATH,
    section: 'errata',
    title: 'Errata',
    description: 'Formulas and sentences of the paper on model collapse that need care, each with its simulation.',
    body,
    files: charts.files,
  };
}

function section(
  { number: place, id, title, where, claim, right, status, evidence, charts: drawn, runs }: PaperErratum,
  charts: Charts,
): Html {
  return html`<section class="erratum" id="${id}"><h2>${place}. ${prose(title)} ${badge(status)}</h2>
<dl class="facts"><dt>Where</dt><dd>${where}</dd><dt>As printed</dt><dd>${prose(claim)}</dd><dt>What holds</dt><dd>${prose(right)}</dd></dl>
${
  evidence.length > 0 &&
  table(
    evidence,
    [
      { title: 'quantity', heading: true, cell: ({ quantity }) => prose(quantity) },
      { title: 'as printed', numeric: true, cell: ({ claimed }) => number(claimed, 4) },
      { title: 'what holds', numeric: true, cell: ({ right: exact }) => number(exact, 4) },
      { title: 'measured', numeric: true, cell: ({ measured }) => oursText(measured) },
      { title: 'agrees with', cell: ({ holds }) => holds },
      { title: 'because', cell: ({ because }) => prose(because) },
    ],
    { caption: `Evidence for erratum ${place}`, quiet: true, roomy: true },
  )
}
${drawn.map((chart) => charts.figure(paperChart(chart)))}
${runs.length > 0 && html`<details><summary>The runs behind it</summary>${runsTable(runs, root)}</details>`}</section>\n`;
}
