import { type Html, html, raw } from '../html/html.js';
import { playgroundSystems } from './catalog.js';
import { type Field, type FieldGroup, fieldGroups } from './fields.js';
import { type Preset, presets } from './presets.js';
import { metricsOf } from './scenario-of.js';
import { hashOf } from './url-state.js';

/** The page that runs systems in the browser: a form that works by the script that `bundlePlayground` makes. */
export function playgroundPage(): { title: string; body: string } {
  return { title: 'Playground', body: body.html };
}

const [chain, ...rest] = fieldGroups;

const body = html`<h1>Playground</h1>
<p class="lead">The benchmark itself, in your browser: the same code, the same random numbers, to the last bit. Choose a setting and watch the chain of models against what theory says of it.</p>
<noscript><p class="pg-problem">This page computes, so it needs JavaScript. The <a href="scenarios.html">scenarios</a> show recorded results without.</p></noscript>
<nav class="pg-presets" aria-label="Settings to begin with"><h2>Begin with</h2><ul>${presets.map(presetItem)}</ul></nav>
<div class="pg">
<form id="pg-form" class="pg-form" novalidate aria-label="Setting">
${groupSet(chain)}
${rest.map(groupSet)}
<div class="pg-run"><button type="submit" id="pg-run">Run</button> <button type="button" id="pg-cancel" disabled>Cancel</button></div>
<p class="pg-problem" id="pg-problem" role="alert" hidden></p>
</form>
<div class="pg-results">
<progress id="pg-progress" max="1" value="0" aria-label="Share of the run that is done"></progress>
<p id="pg-status" role="status">Not run yet.</p>
<p class="pg-note" id="pg-stale" hidden>The setting has changed since: run it to see its numbers.</p>
<section aria-labelledby="pg-chain-title">
<h2 id="pg-chain-title">The chain</h2>
<div class="pg-controls">
<label for="pg-metric">Metric</label> <select id="pg-metric"></select>
<label class="pg-check"><input type="checkbox" id="pg-log"> logarithmic</label>
</div>
<p class="pg-note" id="pg-metric-note"></p>
<svg id="pg-chart" class="pg-chart" viewBox="0 0 720 380" role="img" aria-labelledby="pg-chart-title pg-chart-desc"><title id="pg-chart-title">Chart of the chain</title><desc id="pg-chart-desc">Nothing has run yet.</desc><g></g></svg>
<ul class="pg-legend" id="pg-legend"></ul>
<div class="pg-controls">
<button type="button" id="pg-play" disabled>Play</button>
<label for="pg-slider">Generation</label> <input type="range" id="pg-slider" min="0" max="0" value="0" step="1" disabled>
<output id="pg-at" for="pg-slider"></output>
</div>
<p id="pg-readout" class="pg-readout"></p>
</section>
<section aria-labelledby="pg-model-title">
<h2 id="pg-model-title">The model at that generation</h2>
<svg id="pg-model" class="pg-chart" viewBox="0 0 720 240" role="img" aria-labelledby="pg-model-svg-title"><title id="pg-model-svg-title">The model of the first replicate beside the real distribution</title><g></g></svg>
<ul class="pg-legend"><li><span class="pg-key pg-real"></span>real distribution</li><li><span class="pg-key pg-mean"></span><span id="pg-model-note">model of the first replicate</span></li></ul>
</section>
<section aria-labelledby="pg-table-title">
<h2 id="pg-table-title">The numbers</h2>
<div class="pg-scroll" tabindex="0" role="region" aria-labelledby="pg-table-title"><table id="pg-table"><caption id="pg-caption">Nothing has run yet.</caption>
<thead><tr>${['Generation', 'Mean', 'Standard error', '10%', 'Median', '90%', 'Theory', 'z'].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody></tbody></table></div>
<p class="pg-downloads"><button type="button" id="pg-save-table" disabled>This table (CSV)</button> <button type="button" id="pg-save-values" disabled>Every value (CSV)</button></p>
</section>
<section aria-labelledby="pg-same-title">
<h2 id="pg-same-title">The same numbers from the command line</h2>
<p>The address of this page holds the setting: share it. As a scenario file, saved as <code id="pg-file"></code>, it gives these numbers with</p>
<pre class="command" tabindex="0"><code id="pg-command"></code></pre>
<p><button type="button" id="pg-save-scenario">Save the scenario (JSON)</button> <button type="button" id="pg-copy" hidden>Copy it</button></p>
<pre class="pg-json" tabindex="0" aria-label="The scenario file"><code id="pg-scenario"></code></pre>
</section>
</div>
</div>
<script type="application/json" id="pg-metrics">${raw(JSON.stringify(metricSummaries()).replaceAll('<', '\\u003c'))}</script>`;

/** What the script says of a metric: its sentence, by system. */
function metricSummaries(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const offered = new Set(
    ['bimodal', 'blob'].flatMap((real) =>
      ['gaussian', 'discrete', 'gmm'].flatMap((system) => metricsOf({ system, 'gmm.real': real })),
    ),
  );
  return Object.fromEntries(
    playgroundSystems.map(({ id, metrics }) => [
      id,
      Object.fromEntries(metrics.filter((metric) => offered.has(metric.id)).map((metric) => [metric.id, metric.summary])),
    ]),
  );
}

function presetItem({ label, state }: Preset): Html {
  return html`<li><a href="#${hashOf(state)}" data-preset>${label}</a></li>`;
}

function groupSet({ id, legend, shownFor, text, fields }: FieldGroup): Html {
  const condition = shownFor && raw(` data-shown-for="${shownFor.field}=${shownFor.values.join('|')}"`);
  return html`<fieldset id="pg-group-${id}"${condition ?? ''}><legend>${legend}</legend>${text && html`<p class="pg-note">${text}</p>`}${fields.map(fieldRow)}</fieldset>\n`;
}

function fieldRow(field: Field): Html {
  const id = `pg-${field.name}`;
  const described = `${field.help === undefined ? '' : `${id}-help `}${id}-error`;
  const help = field.help !== undefined && html`<p class="pg-help" id="${id}-help">${field.help}</p>`;
  return html`<div class="pg-field"><label for="${id}">${field.label}</label>${control(field, id, described)}${help}<p class="pg-problem" id="${id}-error" hidden></p></div>`;
}

function control({ name, value, choices, whole, minimum, maximum }: Field, id: string, described: string): Html {
  if (choices !== undefined) {
    const options = choices.map(
      (choice) => html`<option value="${choice.value}"${choice.value === value ? raw(' selected') : ''}>${choice.label}</option>`,
    );
    return html`<select id="${id}" name="${name}" aria-describedby="${described}">${options}</select>`;
  }
  // Text, not number: a browser gives no text for a number that it cannot read, and the message should show it.
  const range = minimum === undefined ? '' : `${whole ? 'whole number' : 'number'}, ${minimum} to ${maximum ?? 'any'}`;
  return html`<input id="${id}" name="${name}" value="${value}" inputmode="${whole ? 'numeric' : 'decimal'}" autocomplete="off" spellcheck="false" title="${range}" aria-describedby="${described}">`;
}
