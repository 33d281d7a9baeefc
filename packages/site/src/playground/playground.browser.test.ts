import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { observedGenerations } from '@collapse-bench/core';
import { type LoadedScenario, runCell } from '@collapse-bench/harness';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePlayground } from './bundle.js';
import { playgroundCss } from './css.js';
import { SUMMARY } from './messages.js';
import { playgroundPage } from './page.js';
import type { Scenario } from './scenario.js';
import { summarise } from './summarise.js';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const here = existsSync(executablePath);
if (!here) console.warn(`skipped: the playground in a browser (no ${executablePath}; CHROMIUM names another)`);

const folder = mkdtempSync(path.join(tmpdir(), 'playground-'));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let browser: Browser;
let page: Page;
const complaints: string[] = [];

const address = (hash: string) => `${pathToFileURL(path.join(folder, 'playground.html'))}#${hash}`;

beforeAll(async () => {
  if (!here) return;
  const { title, body } = playgroundPage();
  const colours =
    ':root{--surface:#fff;--raised:#f4f4f0;--ink:#111;--muted:#555;--rule:#ddd;--c1:#2357a8;--c2:#b4501b;--bad:#a3341c}';
  writeFileSync(path.join(folder, 'playground.js'), await bundlePlayground());
  writeFileSync(
    path.join(folder, 'playground.html'),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${colours}${playgroundCss}</style><script src="playground.js" defer></script></head><body><main>${body}</main></body></html>`,
  );
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage({ reducedMotion: 'reduce' });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const status = (text: RegExp) =>
  page.waitForFunction((wanted) => new RegExp(wanted).test(document.getElementById('pg-status')!.textContent!), text.source, {
    timeout: 30_000,
  });

/** The table with all digits: generation, then what is in `SUMMARY`. */
function shownNumbers(): Promise<number[][]> {
  return page.$$eval('#pg-table tbody tr', (rows) =>
    rows.map((row) => [
      Number(row.querySelector('th')!.textContent),
      ...[...row.querySelectorAll('td')].slice(0, 5).map((cell) => Number(cell.dataset.value)),
    ]),
  );
}

/** The same numbers by the cells of the command line. */
async function computedNumbers(scenario: Scenario, metric: string): Promise<number[][]> {
  const observed = observedGenerations(scenario);
  const loaded = { id: 'x', file: 'x', hash: '', observed, scenario } as unknown as LoadedScenario;
  const m = scenario.metrics.indexOf(metric);
  const cells = await Promise.all(Array.from({ length: scenario.replicates }, (_, r) => runCell(loaded, r, () => 0)));
  return observed.map((generation, i) => {
    const out = new Float64Array(SUMMARY.length);
    summarise(
      Float64Array.from(cells, ({ values }) => values[m * observed.length + i]),
      out,
      0,
    );
    return [generation, ...out];
  });
}

describe.skipIf(!here)('the playground in a browser, from the file system', () => {
  test.each([
    ['gaussian', 'w2-squared', 'samples=50&generations=40&replicates=12&seed=5&gaussian.ddof=0&mitigation=preserve-real'],
    ['discrete', 'support', 'samples=60&generations=9&replicates=7&discrete.real=two&discrete.first=0.3&mitigation=fresh-real'],
    ['gmm', 'l2-squared', 'samples=80&generations=4&replicates=3&gmm.components=2&mitigation=accumulate'],
  ])('%s: its table has the numbers of the command line, to the last digit', async (system, metric, hash) => {
    await page.goto('about:blank');
    await page.goto(address(`system=${system}&metric=${metric}&${hash}`));
    await status(/^Done/);
    const scenario: Scenario = JSON.parse((await page.textContent('#pg-scenario'))!);
    expect(scenario.system.id).toBe(system);
    const shown = await shownNumbers();
    expect(shown).toHaveLength(observedGenerations(scenario).length);
    expect(shown).toEqual(await computedNumbers(scenario, metric));
    expect(await page.locator('#pg-chart .pg-mean').getAttribute('d')).toMatch(/^M[\d. ]+L/);
    expect(await page.locator('#pg-model .pg-model').getAttribute('d')).toMatch(/^M/);
  });

  test('by keyboard: another metric redraws, a changed seed goes into the address and runs on Enter', async () => {
    await page.goto('about:blank');
    await page.goto(address('samples=20&generations=30&replicates=5'));
    await status(/^Done/);
    const before = await shownNumbers();
    await page.focus('#pg-metric');
    await page.keyboard.type('variance');
    await status(/mean variance-ratio/);
    expect(new URL(page.url()).hash).toContain('metric=variance-ratio');
    const variance = await shownNumbers();
    expect(variance).not.toEqual(before);
    await page.fill('[name=seed]', '99');
    expect(await page.isVisible('#pg-stale')).toBe(true);
    await page.press('[name=seed]', 'Enter');
    await page.waitForSelector('#pg-stale', { state: 'hidden' });
    await status(/^Done/);
    expect(new URL(page.url()).hash).toContain('seed=99');
    expect(await shownNumbers()).not.toEqual(variance);
    await page.focus('#pg-slider');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.getElementById('pg-readout')!.textContent!.startsWith('Generation 2:'));
  });

  test('a mistake is one line beside its field, gone when it is mended', async () => {
    await page.goto('about:blank');
    await page.goto(address('samples=1&mitigation=fresh-real&fresh-real.fraction=x'));
    await status(/^Not run/);
    const line = (name: string) => page.locator(`[id="pg-${name}-error"]`);
    expect(await line('samples').textContent()).toBe('Expected a whole number >= 2, found 1: change the value.');
    expect(await line('fresh-real.fraction').textContent()).toBe('Expected a number, found "x": change the value.');
    expect(await page.getAttribute('[name=samples]', 'aria-invalid')).toBe('true');
    await page.fill('[name=samples]', '10');
    await line('samples').waitFor({ state: 'hidden' });
    expect(await line('fresh-real.fraction').isVisible()).toBe(true);
    await page.fill('[name="fresh-real.fraction"]', '0.5');
    await line('fresh-real.fraction').waitFor({ state: 'hidden' });
  });

  test('a long computation can be cancelled, and another one runs after it', async () => {
    await page.goto('about:blank');
    await page.goto(address('system=gmm&samples=2000&generations=5000&replicates=100'));
    await page.click('#pg-cancel');
    await status(/^Cancelled/);
    expect(await page.isDisabled('#pg-cancel')).toBe(true);
    await page.fill('[name=samples]', '30');
    await page.fill('[name=generations]', '3');
    await page.fill('[name=replicates]', '2');
    await page.click('#pg-run');
    await status(/^Done: 2 replicates, 3 generations/);
    expect(await shownNumbers()).toHaveLength(3);
  });

  test('axe finds nothing serious, and nothing was written to the console as an error', async () => {
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as any).axe.run();
      return violations
        .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0].html}`);
    });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
