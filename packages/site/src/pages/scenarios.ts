import { chartsOf } from '../chart/figure.js';
import { html } from '../html/html.js';
import { count } from '../html/numbers.js';
import type { SitePage } from '../html/page.js';
import { table, tableFilter } from '../html/table.js';
import type { Records, ScenarioRecord } from '../records/records.js';
import { familyName, familyOf, familyText, scenarioPath } from './names.js';

const PATH = 'scenarios.html';

/** All scenarios, a table for each folder of them. */
export function scenariosPage({ scenarios }: Records): SitePage {
  const all = [...scenarios.values()];
  const families = [...new Set(all.map(({ loaded }) => familyOf(loaded.id)))];
  const charts = chartsOf(PATH);
  const accepted = all.filter(({ result }) => result !== undefined);
  const theory = all.reduce((sum, record) => sum + record.theory.length, 0);
  const data = {
    columns: ['scenario', 'title', 'samples', 'generations', 'replicates', 'paper', 'theoryRows', 'hash'].map((key) => ({
      key,
      label: key,
    })),
    rows: all.map(({ loaded: { id, hash, scenario }, theory: rows }) => ({
      scenario: id,
      title: scenario.title,
      samples: scenario.samples,
      generations: scenario.generations,
      replicates: scenario.replicates,
      paper: scenario.paper ?? null,
      theoryRows: rows.length,
      hash,
    })),
  };
  const body = html`<h1>Scenarios</h1>
<p class="lead">A scenario is one JSON file: a real distribution, a model, a mitigation, sizes and a seed. It is all that a result depends on.</p>
<p>${all.length} scenarios, ${accepted.length} with an accepted result; ${count(theory)} of their numbers are held against closed-form theory. ${charts.file('scenarios', data)}</p>
<p>Run any of them: <code>pnpm collapse run SCENARIO</code>; <code>pnpm collapse verify SCENARIO</code> holds it against the accepted result, byte for byte where that can be.</p>
${tableFilter('all-scenarios', 'Filter by name, title, figure')}
<nav aria-label="Kinds of scenarios"><ul class="chips">${families.map((family) => html`<li><a href="#${family}">${familyName(family)}</a></li>`)}</ul></nav>
<div id="all-scenarios">
${families.map((family) => {
  const members = all.filter(({ loaded }) => familyOf(loaded.id) === family);
  return html`<section><h2 id="${family}">${familyName(family)} <span class="count">${members.length}</span></h2>
<p>${upper(familyText(family))}.</p>
${table(members, columns, { caption: familyName(family), interactive: true, quiet: true, roomy: true })}</section>\n`;
})}</div>`;
  return {
    path: PATH,
    section: 'scenarios',
    title: 'Scenarios',
    description: `${all.length} seeded scenarios of model collapse with their accepted results and theory.`,
    body,
    files: charts.files,
  };
}

const columns = [
  {
    title: 'scenario',
    heading: true,
    cell: ({ loaded }: ScenarioRecord) =>
      html`<a href="${scenarioPath(loaded.id)}">${loaded.id.split('/').slice(1).join('/')}</a>`,
    sortBy: ({ loaded }: ScenarioRecord) => loaded.id,
  },
  {
    title: 'what',
    cell: ({ loaded }: ScenarioRecord) => loaded.scenario.title,
    sortBy: ({ loaded }: ScenarioRecord) => loaded.scenario.title,
  },
  {
    title: 'M',
    numeric: true,
    cell: ({ loaded: { scenario } }: ScenarioRecord) => samplesText(scenario.samples),
    sortBy: ({ loaded: { scenario } }: ScenarioRecord) => (typeof scenario.samples === 'number' ? scenario.samples : null),
  },
  {
    title: 'generations',
    numeric: true,
    cell: ({ loaded }: ScenarioRecord) => count(loaded.scenario.generations),
    sortBy: ({ loaded }: ScenarioRecord) => loaded.scenario.generations,
  },
  {
    title: 'theory',
    numeric: true,
    cell: ({ theory }: ScenarioRecord) => theory.length,
    sortBy: ({ theory }: ScenarioRecord) => theory.length,
  },
  { title: 'paper', cell: ({ loaded }: ScenarioRecord) => loaded.scenario.paper ?? '' },
];

export function samplesText(samples: number | 'infinite'): string {
  return samples === 'infinite' ? '∞' : samples >= 1e6 ? `1e${Math.log10(samples).toFixed(0)}` : count(samples);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
