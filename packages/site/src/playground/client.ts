import { formState, setForm, showGroups, showProblems } from './form.js';
import type { Answer } from './messages.js';
import { nothingReceived, type Received, received } from './received.js';
import { save } from './save.js';
import { type Scenario, scenarioText } from './scenario.js';
import { metricsOf, scenarioOf } from './scenario-of.js';
import { startStage } from './stage.js';
import { hashOf, stateOf } from './url-state.js';
import { statusText } from './words.js';
import { workerLink } from './worker-link.js';

/** Waits for a pause in typing. */
const CHECK_MS = 200;
/** More often a screen reader would talk all the time. */
const STATUS_MS = 1000;

const element = <Kind extends HTMLElement = HTMLElement>(id: string) => document.getElementById(`pg-${id}`) as Kind;

/**
 * Makes the page work; does nothing where there is no playground.
 *
 * @param packedWorker the worker's script as `workerLink` takes it
 */
export function startPlayground(packedWorker: string): void {
  const form = element<HTMLFormElement>('form');
  if (form === null || form.dataset.ready !== undefined) return;
  form.dataset.ready = '';
  const metric = element<HTMLSelectElement>('metric');
  const logarithmic = element<HTMLInputElement>('log');
  const stage = startStage(element);
  const link = workerLink(packedWorker, heard, broken);
  let checking = 0;
  let running = 0;
  let run: Received | undefined;
  let scenario: Scenario = scenarioOf(formState(form));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said = 0;

  function say(text: string): void {
    element('status').textContent = text;
  }

  function busy(is: boolean): void {
    element<HTMLButtonElement>('cancel').disabled = !is;
    document.body.toggleAttribute('data-pg-busy', is);
  }

  function showMetrics(): void {
    const known = metricsOf(formState(form));
    const chosen = known.includes(metric.value) ? metric.value : known[0];
    metric.replaceChildren(...known.map((id) => new Option(id, id, false, id === chosen)));
    element('metric-note').textContent =
      summaries()[form.querySelector<HTMLSelectElement>('[name=system]')!.value]?.[chosen] ?? '';
  }

  function showSetting(): void {
    const state = formState(form);
    scenario = scenarioOf(state);
    const name = `${state.system}-${state.mitigation}-m${state.samples}`.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
    element('file').textContent = `benchmarks/scenarios/playground/${name}.json`;
    element('command').textContent = `npx -y pnpm@10 collapse run playground/${name}`;
    element('scenario').textContent = scenarioText(scenario);
    const shared = { ...state, metric: metric.value, ...(logarithmic.checked && { log: '1' }) };
    history.replaceState(null, '', `#${hashOf(shared)}`);
    element('stale').hidden = run === undefined || scenarioText(run.scenario) === scenarioText(scenario);
  }

  function look(): void {
    stage.look({ metric: metric.value, logarithmic: logarithmic.checked });
  }

  function begin(): void {
    stop();
    busy(true);
    say('Starting.');
    said = performance.now();
    running = link.ask('run', scenario);
  }

  /** Ends a computation that is under way. */
  function stop(): void {
    if (running === 0) return;
    link.end();
    running = 0;
    busy(false);
    stage.finished();
  }

  function broken(message: string): void {
    stop();
    say(`Failed: ${message}`);
  }

  function heard(answer: Answer): void {
    if (answer.id === checking && answer.kind === 'problems') {
      showProblems(form, formState(form), answer.problems, element('problem'));
    }
    if (answer.id !== running) return;
    switch (answer.kind) {
      case 'problems': {
        running = 0;
        busy(false);
        say('Not run: the setting has a problem.');
        showProblems(form, formState(form), answer.problems, element('problem'))?.focus();
        return;
      }
      case 'started':
        showProblems(form, formState(form), [], element('problem'));
        run = nothingReceived(scenario, answer.observed);
        element('stale').hidden = true;
        stage.begin(run);
        return;
      case 'batch':
        run = received(run!, answer.batch);
        stage.show(run);
        if (performance.now() - said > STATUS_MS) {
          said = performance.now();
          say(statusText(run, metric.value));
        }
        return;
      case 'finished':
        run = { ...run!, finished: answer };
        running = 0;
        busy(false);
        stage.show(run);
        stage.finished();
        say(statusText(run, metric.value));
        return;
      case 'failed':
        broken(answer.message);
    }
  }

  function apply(): void {
    const state = stateOf(location.hash);
    setForm(form, state);
    showMetrics();
    if (state.metric !== undefined && metricsOf(formState(form)).includes(state.metric)) metric.value = state.metric;
    logarithmic.checked = state.log === '1';
    changed();
    begin();
  }

  function changed(): void {
    showGroups(form);
    showMetrics();
    showSetting();
    look();
  }

  form.addEventListener('input', () => {
    changed();
    clearTimeout(timer);
    timer = setTimeout(() => {
      checking = link.ask('check', scenario);
    }, CHECK_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    begin();
  });
  element('cancel').addEventListener('click', () => {
    stop();
    say(`Cancelled. ${run === undefined ? '' : 'What had arrived is shown.'}`);
    element<HTMLButtonElement>('run').focus();
  });
  for (const control of [metric, logarithmic]) {
    control.addEventListener('input', () => {
      showMetrics();
      showSetting();
      look();
      if (run?.finished !== undefined) say(statusText(run, metric.value));
    });
  }
  element('save-scenario').addEventListener('click', () => save(fileName(), scenarioText(scenario), 'application/json'));
  const copy = element<HTMLButtonElement>('copy');
  copy.hidden = navigator.clipboard === undefined;
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(scenarioText(scenario));
    copy.textContent = 'Copied';
  });
  // Moving through the history, links to settings, and an address written by hand; our own changes of it make no event.
  addEventListener('hashchange', apply);
  apply();
}

function fileName(): string {
  return element('file').textContent!.split('/').at(-1)!;
}

/** One sentence a metric, by system. */
function summaries(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return JSON.parse(element('metrics').textContent!);
}
