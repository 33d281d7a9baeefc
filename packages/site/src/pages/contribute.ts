import { html } from '../html/html.js';
import type { SitePage } from '../html/page.js';
import type { Records } from '../records/records.js';

/** How to run the suite and how a mitigation gets onto the leaderboard. */
export function contributePage({ board }: Records): SitePage {
  const systems = board.systems.map(({ system }) => system);
  const body = html`<h1>Add yours</h1>
<p class="lead">A mitigation is one file and a pull request. Everything it needs to be compared (systems, seeds, theory, intervals) is already there.</p>

<h2>Run it first</h2>
<pre class="command" tabindex="0"><code>git clone … && cd collapse-bench
npx -y pnpm@10 bench     # installs, builds, runs the default suite, compares
npx -y pnpm@10 test      # all tests</code></pre>
<p>Node 20.19 or newer on Linux, macOS or Windows, and nothing else: no Python, no graphics card, no download beyond packages.</p>

<h2>A mitigation on the leaderboard</h2>
<ol class="steps">
<li><p>Scaffold the file and its test:</p>
<pre class="command" tabindex="0"><code>pnpm collapse new mitigation my-mitigation</code></pre>
<p>Write <code>trainingSet</code>: how the next training set is made of real data, the last training set and what the model has generated. State the price, <code>realSamplesUsed</code> (and <code>selectionSamplesUsed</code> for real samples that only choose), and where it comes from: a paper, or your own words.</p></li>
<li><p>For each system that can run it (${systems.join(', ')}): copy <code>benchmarks/scenarios/grid/SYSTEM/replace.json</code> to <code>my-mitigation.json</code> beside it and change <code>title</code>, <code>description</code> and <code>mitigation</code>, nothing else. The seed, the setting, the replicates and the generations are what makes it comparable. Tuned on something? Say on what: a setting chosen by looking at this grid is no result.</p></li>
<li><p>Accept the results, rank, commit:</p>
<pre class="command" tabindex="0"><code>pnpm collapse accept 'grid/*/my-mitigation'
pnpm collapse leaderboard</code></pre></li>
</ol>

<h2>What it must pass</h2>
<ul>
<li>The conformance tests (same seed, same bytes; inputs unmutated; bad options rejected) and its own: the law of a training set, and the price it states held to a count.</li>
<li>Lint and types, and <code>pnpm collapse leaderboard --check</code>, which fails when the committed leaderboard is not what the baselines give.</li>
<li><code>pnpm collapse verify 'grid/*/my-mitigation' --fresh --strict</code> on another machine: <em>exact</em> for systems in plain TypeScript, at least <em>equivalent</em> elsewhere.</li>
<li>No other row's value moves. Ranks may: they are relative.</li>
</ul>
<p>It counts in the overall ranks once all systems of that table have run it with as many replicates as <em>replace</em>; until then it stands in a table of its own. A run that diverges is no number, and leaves the mitigation without a score there.</p>

<h2>A scenario, a metric, a model</h2>
<dl class="facts">
<dt>A scenario</dt><dd><code>pnpm collapse new scenario gaussian/mine</code>: one JSON file, completed by your editor from its schema.</dd>
<dt>A metric</dt><dd><code>pnpm collapse new metric gaussian/mine</code>: one file, with its direction, its unit and the margin within which two values count as equal.</dd>
<dt>A model</dt><dd><code>pnpm collapse new model mine</code>: a package that compiles and runs; then make it yours.</dd>
</dl>

<h2>Use a record</h2>
<p>Every scenario's page links to its accepted record: one JSON file with every metric, generation and replicate, and the hash of the scenario that it belongs to. Every chart links to its numbers as CSV.</p>`;
  return {
    path: 'contribute.html',
    section: 'contribute',
    title: 'Add yours',
    description: 'How to run collapse-bench and how a mitigation, scenario, metric or model is added.',
    body,
  };
}
