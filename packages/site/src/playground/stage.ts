import { CHART, chartMarkup, theoryCurves } from './chart.js';
import { AREA, MOST_BARS, modelMarkup } from './model-chart.js';
import { numberText } from './number-text.js';
import type { Received } from './received.js';
import { type Row, tableCsv, tableRows, valuesCsv } from './rows.js';
import { save } from './save.js';
import { readout } from './words.js';

/** What of a run is looked at. */
export interface Look {
  readonly metric: string;
  readonly logarithmic: boolean;
}

/** The half of the page that shows a run: charts, the slider through generations, the table. */
export interface Stage {
  begin(run: Received): void;
  /** More of the same run has arrived. */
  show(run: Received): void;
  look(look: Look): void;
  /** Nothing more comes: what is there can be read and saved. */
  finished(): void;
}

type Find = <Kind extends HTMLElement = HTMLElement>(id: string) => Kind;

/** A whole chain passes in this time, however fast it was computed, so that it can be watched. */
const PASSING_MS = 3000;

export function startStage(find: Find): Stage {
  const slider = find<HTMLInputElement>('slider');
  const play = find<HTMLButtonElement>('play');
  const chart = document.querySelector('#pg-chart > g')!;
  const model = document.querySelector('#pg-model > g')!;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let run: Received | undefined;
  let seen: Look = { metric: '', logarithmic: false };
  let over = false;
  /** Observed generations that have passed; a fraction while the next one is on its way. */
  let passed = 0;
  let playing = false;
  let asked = false;
  let before = 0;

  function draw(): void {
    if (run === undefined) return;
    const marked = Math.min(Number(slider.value), run.count - 1);
    const shown = playing ? Math.floor(passed) : run.count;
    chart.innerHTML = chartMarkup(run, { ...seen, shown, marked, width: fitted(chart, CHART.height) });
    model.innerHTML = modelMarkup(run.real, run.pictures[marked], fitted(model, AREA.height));
    const part = run.real?.kind === 'bars' && run.real.heights.length > MOST_BARS ? `, the first ${MOST_BARS} states` : '';
    find('model-note').textContent = `model of the first replicate${part}`;
    const generation = run.observed[Math.max(0, marked)];
    find<HTMLOutputElement>('at').value = String(generation);
    slider.setAttribute('aria-valuetext', `generation ${generation}`);
    find('readout').textContent = readout(run, seen.metric, marked);
    find<HTMLProgressElement>('progress').value = run.done;
  }

  function tick(now: number): void {
    asked = false;
    if (run === undefined) return;
    if (playing) {
      passed = Math.min(run.count, passed + ((now - before) * run.observed.length) / PASSING_MS);
      slider.value = String(Math.max(0, Math.ceil(passed) - 1));
      if (passed >= run.observed.length || (over && passed >= run.count)) setPlaying(false);
    }
    before = now;
    draw();
    if (playing) want();
  }

  function want(): void {
    if (asked) return;
    asked = true;
    requestAnimationFrame(tick);
  }

  function setPlaying(is: boolean): void {
    playing = is;
    play.textContent = is ? 'Pause' : 'Play';
    before = performance.now();
    want();
  }

  function legend(): void {
    // One point is no line: most oracles know the fit to real data.
    const curves = run === undefined ? [] : theoryCurves(run, seen.metric).filter(({ points }) => points.length > 1);
    const items = curves.map(({ oracle, kind }) => item(`pg-theory pg-${kind}`, `theory: ${oracle}, ${KINDS[kind]}`));
    find('legend').replaceChildren(...DATA_KEYS.map(([key, text]) => item(key, text)), ...items);
  }

  function table(): void {
    if (run === undefined) return;
    const rows = tableRows(run, seen.metric);
    const { scenario } = run;
    find('caption').textContent =
      `${seen.metric} over ${scenario.replicates} replicates, seed ${scenario.seed}: ${scenario.system.id}, ${scenario.mitigation.id}, M = ${scenario.samples}.`;
    document.querySelector('#pg-table > tbody')!.replaceChildren(...rows.map(tableRow));
    const last = rows.at(-1);
    document.getElementById('pg-chart-desc')!.textContent =
      last === undefined
        ? ''
        : `${readout(run, seen.metric, 0)} ${readout(run, seen.metric, rows.length - 1)} The table below has the numbers.`;
    document.getElementById('pg-chart-title')!.textContent = `${seen.metric} by generation, with theory where there is some`;
  }

  slider.addEventListener('input', () => {
    setPlaying(false);
  });
  play.addEventListener('click', () => {
    if (run === undefined) return;
    const at = Number(slider.value) + 1;
    passed = at >= run.count ? 0 : at;
    setPlaying(!playing);
  });
  find('save-table').addEventListener('click', () => {
    if (run !== undefined) save(`${seen.metric}.csv`, tableCsv(tableRows(run, seen.metric)), 'text/csv');
  });
  find('save-values').addEventListener('click', () => {
    if (run !== undefined) save('values.csv', valuesCsv(run), 'text/csv');
  });

  new ResizeObserver(want).observe(chart.parentElement!);

  return {
    begin: (begun) => {
      run = begun;
      over = false;
      passed = 0;
      slider.max = String(begun.observed.length - 1);
      slider.value = '0';
      ready(false);
      legend();
      setPlaying(!calm.matches);
    },
    show: (more) => {
      run = more;
      if (!playing && calm.matches) slider.value = String(more.count - 1);
      if (more.count > 0) ready(true);
      legend();
      want();
    },
    look: (look) => {
      seen = look;
      legend();
      if (over) table();
      want();
    },
    finished: () => {
      over = true;
      table();
      want();
    },
  };

  function ready(is: boolean): void {
    for (const id of ['slider', 'play', 'save-table', 'save-values']) find<HTMLButtonElement>(id).disabled = !is;
  }
}

/** Draws in the page's own pixels, so that text keeps its size on a phone. @returns the width */
function fitted(inside: Element, height: number): number {
  const svg = inside.parentElement!;
  const width = Math.max(MIN_WIDTH, Math.round(svg.getBoundingClientRect().width));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  return width;
}

const MIN_WIDTH = 280;

const DATA_KEYS: readonly (readonly [string, string])[] = [
  ['pg-mean', 'mean of the replicates'],
  ['pg-median', 'median'],
  ['pg-band', 'four in five replicates'],
  ['pg-single', 'single replicates'],
];

const KINDS = {
  exact: 'exact, two standard errors',
  asymptotic: 'asymptotic',
  'lower-bound': 'lower bound',
  'upper-bound': 'upper bound',
};

function item(key: string, text: string): HTMLLIElement {
  const line = document.createElement('li');
  const swatch = document.createElement('span');
  swatch.className = `pg-key ${key}`;
  line.append(swatch, text);
  return line;
}

function tableRow({ generation, numbers, oracle }: Row): HTMLTableRowElement {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = String(generation);
  row.append(head);
  for (const value of numbers) {
    const cell = row.insertCell();
    cell.textContent = numberText(value, 4);
    if (!Number.isNaN(value)) cell.dataset.value = String(value);
  }
  row.cells[6].title = oracle;
  return row;
}
