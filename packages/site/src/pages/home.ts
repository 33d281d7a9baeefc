import * as Plot from '@observablehq/plot';
import { type ChartSpec, chartsOf, legendList } from '../chart/figure.js';
import {
  GAUSSIAN_GENERATIONS,
  GAUSSIAN_SCENARIO,
  type GaussianChain,
  MIXTURE_GENERATIONS,
  MIXTURE_SCENARIO,
  type MixtureChain,
} from '../home/chains.js';
import type { DemoData } from '../home/demo-data.js';
import type { DigitSheet } from '../home/digit-sheet.js';
import { GAUSSIAN_VIEW, gaussianMarks, MIXTURE_VIEW, mixtureMarks, realBell, realCircle } from '../home/views.js';
import { type Content, type Html, html, raw } from '../html/html.js';
import { count, interval, number, rank } from '../html/numbers.js';
import type { SitePage } from '../html/page.js';
import { table } from '../html/table.js';
import type { Records } from '../records/records.js';
import { paretoChart } from './leaderboard-charts.js';
import { scenarioPath } from './names.js';

const PATH = 'index.html';
export const DEMO_SCRIPT = 'data/demo.js';
export const DIGITS_IMAGE = 'assets/digits.png';

export interface Chains {
  readonly gaussian: GaussianChain;
  readonly mixture: MixtureChain;
  readonly digits: DigitSheet;
}

export function homePage({ board, scenarios }: Records, chains: Chains): SitePage {
  const charts = chartsOf(PATH);
  const data = demoData(chains);
  const accepted = [...scenarios.values()].filter(({ result }) => result !== undefined).length;
  const theory = [...scenarios.values()].reduce((sum, record) => sum + record.theory.length, 0);
  const body = html`<h1>What happens to models that learn from models</h1>
<p class="lead">When each generation of a generative model is trained on what the last one generated, the tails of the real distribution go first, then its modes run together, and in the end almost nothing varies.
Shumailov et al. called this <em>model collapse</em> (Nature, 2024). collapse-bench measures it: seeded scenarios, results that anyone reproduces bit for bit, closed-form theory beside the numbers wherever there is some, and a
<a href="leaderboard.html">ranking of what slows it down</a>.</p>
<p class="figures-line">${accepted} accepted records · ${count(theory)} numbers held against theory · ${board.overall.rows.length} mitigations in ${board.systems.length} systems</p>

<h2 id="see">See it happen</h2>
<p>Three models, each fitted to real data once and from then on to samples of itself. Move a slider through the generations. These are single runs, the first replicate of each, as they came.</p>
${gaussianDemo(chains.gaussian, charts.figure(gaussianTrace(chains.gaussian)))}
${mixtureDemo(chains.mixture, charts.figure(mixtureTrace(chains.mixture)))}
${digitsDemo(chains.digits, charts.figure(digitsTrace(chains.digits)))}

<h2 id="why">Why</h2>
<p><strong>Statistical error</strong>: a finite sample misses what is rare, and what is missed in one generation cannot come back in the next. <strong>Functional error</strong>: a model that cannot hold the real distribution bends it at
the first fit. <strong>Early</strong> collapse loses the tails; <strong>late</strong> collapse ends in something that resembles the original little, with almost no variance. For a Gaussian refitted to M of its own samples the loss is
known exactly: ln of the variance falls by about 1/M a generation (2/M with the estimator of the released code), so ten times the data buy ten times the generations, and no more.</p>
<p>The <a href="errata.html">errata</a> tell where the paper's formulas need care, the <a href="figures.html">figures</a> what became of each of its plots here, and the <a href="playground.html">playground</a> runs the chains in your browser.</p>

<h2 id="helps">What helps</h2>
<p>Real data, kept. The mitigations that rank first over ${board.overall.systems.length} systems, and what they cost in distinct real samples after the first model, in original data sets:</p>
${table(
  board.overall.rows.filter((row, i) => i < 8 || row.mitigation === 'replace'),
  [
    { title: 'rank', numeric: true, cell: (row) => rank(row.rank) },
    { title: 'mitigation', heading: true, cell: (row) => html`<code>${row.mitigation}</code>` },
    { title: 'risk / replace', numeric: true, cell: (row) => interval(row.ratio) },
    { title: 'real data', numeric: true, cell: (row) => number(row.realShare) },
  ],
  { caption: 'The first eight mitigations, and doing nothing' },
)}
<p><a href="leaderboard.html">The whole leaderboard</a>: intervals, every system, compute.</p>
${charts.figure(paretoChart(board))}

<h2 id="run">Run it</h2>
<pre class="command" tabindex="0"><code>npx -y pnpm@10 bench</code></pre>
<p>In a checkout, with Node 20.19 or newer and nothing else. It installs, builds, runs the default suite in minutes on two cores, and holds every byte against the accepted results.
<a href="contribute.html">Add a mitigation of your own</a>.</p>`;
  return {
    path: PATH,
    section: 'home',
    title: 'What collapse is',
    description:
      'The benchmark for model collapse: generative models trained on their own output, from a seeded scenario to a verdict.',
    body,
    scripts: [DEMO_SCRIPT, 'assets/home.js'],
    files: [...charts.files, { path: DEMO_SCRIPT, content: `globalThis.collapseDemo=${JSON.stringify(data)};\n` }],
  };
}

/** What the sliders need, small enough to send with the page. */
export function demoData({ gaussian, mixture, digits }: Chains): DemoData {
  return {
    gaussian: gaussian.frames,
    mixture: mixture.frames,
    digits: digits.panels.map((caption, i) => ({ caption, frechetDistance: i === 0 ? null : digits.frechetDistance[i - 1] })),
  };
}

interface Demo {
  readonly id: 'gaussian' | 'mixture' | 'digits';
  readonly title: string;
  readonly text: Content;
  readonly frames: number;
  /** Of the first frame, as the script says it of the others. */
  readonly readout: string;
  readonly picture: Html;
  readonly trace: Html;
  readonly source: Content;
}

/** A picture with a slider; without scripts the picture stays at the first frame and the trace says the rest. */
function demo({ id, title, text, frames, readout, picture, trace, source }: Demo): Html {
  return html`<section class="demo ${id}" data-demo="${id}"><h3>${title}</h3>
<p>${text}</p>
<div class="stage">
<div class="view">${picture}</div>
<div class="side"><div class="control" hidden><label for="${id}-slider">Generation</label><input type="range" id="${id}-slider" min="0" max="${frames - 1}" value="0" step="1">
<button type="button" data-play>Play</button></div>
<p class="readout" aria-live="polite" data-readout>${readout}</p>
${trace}</div>
</div>
<p class="note">${source}</p></section>\n`;
}

function gaussianDemo({ frames }: GaussianChain, trace: Html): Html {
  const { width, height, base } = GAUSSIAN_VIEW;
  const [first] = frames;
  return demo({
    id: 'gaussian',
    title: 'A Gaussian',
    text: 'The simplest chain of the paper: estimate mean and variance from 100 points, draw 100 points from the estimate, and again. The estimator is unbiased, the expected variance stays 1 for ever, and yet nearly every run narrows to a point somewhere else.',
    frames: frames.length,
    readout: `Generation ${first.generation}: mean ${number(first.mean)}, standard deviation ${number(first.sd)}`,
    picture: html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="The fitted normal density beside the real one, and the hundred points that it was fitted to"><path class="real" d="${realBell}"/><path class="axis" d="M0 ${base}H${width}"/><g data-marks>${raw(gaussianMarks(first))}</g>${axisLabels()}</svg>
${legendList([
  { colour: 'var(--muted)', label: 'real density', shape: 'dashed' },
  { colour: 'var(--c1)', label: 'fitted, drawn at the same height', shape: 'line' },
  { colour: 'var(--c1)', label: 'its 100 points', shape: 'ticks' },
])}`,
    trace,
    source: html`<a href="${scenarioPath(GAUSSIAN_SCENARIO)}"><code>${GAUSSIAN_SCENARIO}</code></a>, replicate 0, gone on to generation ${count(GAUSSIAN_GENERATIONS)}.`,
  });
}

function axisLabels(): Html[] {
  const { width, height, reach } = GAUSSIAN_VIEW;
  return [-8, -6, -4, -2, 0, 2, 4, 6, 8].map(
    (value) =>
      html`<text class="tick" x="${(width * (value + reach)) / (2 * reach)}" y="${height - 2}">${value < 0 ? `−${-value}` : value}</text>`,
  );
}

function mixtureDemo({ frames }: MixtureChain, trace: Html): Html {
  const { size } = MIXTURE_VIEW;
  const [first] = frames;
  return demo({
    id: 'mixture',
    title: 'A mixture of two Gaussians',
    text: 'Two clusters, 1,000 points a generation, fitted by expectation-maximisation. For a hundred generations little seems to happen; but the components stretch, shrink and wander, and in the end one of the two modes is covered by nothing.',
    frames: frames.length,
    readout: `Generation ${first.generation}: ${first.covered * 2} of 2 modes still covered`,
    picture: html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="Points that the mixture was fitted to, its two components as ellipses, and the two real components as dashed circles">${raw(realCircle(-4, -4) + realCircle(4, 4))}<g data-marks>${raw(mixtureMarks(first))}</g></svg>
${legendList([
  { colour: 'var(--muted)', label: 'real component', shape: 'dashed' },
  { colour: 'var(--c2)', label: 'fitted component, two standard deviations', shape: 'line' },
  { colour: 'var(--c1)', label: 'every seventh of its points', shape: 'dot' },
])}`,
    trace,
    source: html`<a href="${scenarioPath(MIXTURE_SCENARIO)}"><code>${MIXTURE_SCENARIO}</code></a>, replicate 0, to generation ${MIXTURE_GENERATIONS}.`,
  });
}

function digitsDemo({ panels, columns, rows, side, scenario, changes }: DigitSheet, trace: Html): Html {
  const width = columns * side;
  const height = rows * side;
  return demo({
    id: 'digits',
    title: 'Handwritten digits',
    text: `A variational autoencoder trained on ${count(changes.samples)} digits of MNIST, the next one on as many that it drew, and so on. From generation 1 on, each sheet is decoded from the same ${columns * rows} latents: what changes is the model.`,
    frames: panels.length,
    readout: 'Real digits: what the first model is trained on',
    picture: html`<div class="sheet" role="img" aria-label="A sheet of ${columns * rows} digits" style="aspect-ratio:${width}/${height}" data-sheet><img src="${DIGITS_IMAGE}" alt="" width="${width}" height="${height * panels.length}"></div>`,
    trace,
    source: html`<a href="${scenarioPath(scenario)}"><code>${scenario}</code></a> with ten times its digits (${count(changes.samples)} a generation), replicate 0; the sheet is committed, for training takes minutes, with the script that draws it.
The digits of MNIST are Yann LeCun, Corinna Cortes and Christopher Burges'.`,
  });
}

/** What the script needs to mark a generation in a chart. */
const TRACE_HEIGHT = 240;
const TRACE = { height: TRACE_HEIGHT, marginLeft: 56, marginRight: 20, marginBottom: 44 } as const;

function gaussianTrace({ trace, theory }: GaussianChain): ChartSpec {
  const shown = trace.filter(({ replicate }) => replicate === 0);
  return {
    id: 'gaussian-trace',
    title: 'ln of the fitted variance',
    description: `Twenty chains of ${count(GAUSSIAN_GENERATIONS)} generations; the one shown above ends at ${number(shown[shown.length - 1].value)}, theory has a mean of ${number(theory[theory.length - 1].value)}.`,
    plot: {
      ...TRACE,
      x: { label: 'generation', domain: [0, GAUSSIAN_GENERATIONS], ticks: 5 },
      y: { label: null, grid: true, ticks: 5 },
      marks: [
        Plot.line(
          trace.filter(({ replicate }) => replicate > 0),
          { x: 'generation', y: 'value', z: 'replicate', stroke: 'var(--muted)', strokeWidth: 0.8, strokeOpacity: 0.55 },
        ),
        Plot.line(theory, { x: 'generation', y: 'value', stroke: 'var(--c2)', strokeWidth: 2, strokeDasharray: '6 4' }),
        Plot.line(shown, { x: 'generation', y: 'value', stroke: 'var(--c1)', strokeWidth: 2 }),
      ],
    },
    legend: [
      { colour: 'var(--c1)', label: 'this chain', shape: 'line' },
      { colour: 'var(--muted)', label: '19 others', shape: 'line' },
      { colour: 'var(--c2)', label: 'theory of the mean', shape: 'dashed' },
    ],
    data: {
      columns: [
        { key: 'replicate', label: 'replicate' },
        { key: 'generation', label: 'generation' },
        { key: 'value', label: 'ln s^2' },
        { key: 'theory', label: 'E ln s^2 (theory)' },
      ],
      rows: trace.map((point) => ({
        ...point,
        theory: theory.find(({ generation }) => generation === point.generation)?.value ?? null,
      })),
    },
  };
}

function mixtureTrace({ trace }: MixtureChain): ChartSpec {
  return {
    id: 'mixture-trace',
    title: 'ln of the squared L2 distance to the real density',
    description: `From ${number(trace[0].value)} to ${number(trace[trace.length - 1].value)} at generation ${MIXTURE_GENERATIONS}.`,
    plot: {
      ...TRACE,
      x: { label: 'generation', domain: [0, MIXTURE_GENERATIONS], ticks: 5 },
      y: { label: null, grid: true, ticks: 5 },
      marks: [Plot.line(trace, { x: 'generation', y: 'value', stroke: 'var(--c1)', strokeWidth: 2 })],
    },
    data: {
      columns: [
        { key: 'generation', label: 'generation' },
        { key: 'value', label: 'ln L2^2' },
      ],
      rows: trace.map(({ generation, value }) => ({ generation, value })),
    },
  };
}

function digitsTrace({ frechetDistance }: DigitSheet): ChartSpec {
  const rows = frechetDistance.map((value, i) => ({ generation: i + 1, value }));
  return {
    id: 'digits-trace',
    title: 'Frechet distance to real digits',
    description: `From ${number(rows[0].value)} at generation 1 to ${number(rows[rows.length - 1].value)} at generation ${rows.length}, in the features of a classifier of digits.`,
    plot: {
      ...TRACE,
      x: { label: 'generation', domain: [0, rows.length], ticks: rows.length, tickFormat: 'd' },
      y: { label: null, grid: true, ticks: 5, zero: true },
      marks: [
        Plot.line(rows, { x: 'generation', y: 'value', stroke: 'var(--c1)', strokeWidth: 2 }),
        Plot.dot(rows, { x: 'generation', y: 'value', fill: 'var(--c1)', r: 3 }),
      ],
    },
    data: {
      columns: [
        { key: 'generation', label: 'generation' },
        { key: 'value', label: 'Frechet distance' },
      ],
      rows,
    },
  };
}
