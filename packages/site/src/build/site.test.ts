import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ownRoot, workspaceAt } from '@collapse-bench/harness';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteFile } from '../html/page.js';
import { type Serving, serve } from '../serve/serve.js';
import { siteFiles } from './site-files.js';
import { writeSite } from './write-site.js';

/** What a page may weigh with its scripts and styles, in bytes; data and images apart. */
const HEAVIEST = 300_000;

const workspace = workspaceAt(ownRoot);
let files: Map<string, SiteFile['content']>;
let pages: string[];
const textOf = (name: string) => String(files.get(name));

beforeAll(async () => {
  files = new Map((await siteFiles(workspace)).map(({ path: name, content }) => [name, content]));
  pages = [...files.keys()].filter((name) => name.endsWith('.html'));
}, 240_000);

/** What a page points at, from the site's root, and as it is written. */
function* linksOf(page: string): Generator<{ readonly written: string; readonly target: string; readonly anchor: string }> {
  for (const [, written] of textOf(page).matchAll(/\s(?:href|src)="([^"]*)"/g)) {
    if (written.startsWith('data:')) continue;
    const [name, anchor = ''] = written.replaceAll('&#39;', "'").replaceAll('&amp;', '&').split('#');
    const target = name === '' ? page : path.posix.join(path.posix.dirname(page), name);
    yield { written, target, anchor };
  }
}

describe('the files of the site', () => {
  test('have every kind of page, once each', () => {
    const counts = (folder: string) => pages.filter((name) => name.startsWith(`${folder}/`)).length;
    for (const name of ['index', 'leaderboard', 'scenarios', 'figures', 'errata', 'playground', 'contribute']) {
      expect(pages).toContain(`${name}.html`);
    }
    expect(counts('scenarios')).toBeGreaterThan(300);
    expect(counts('figures')).toBeGreaterThanOrEqual(14);
    expect(counts('leaderboard')).toBeGreaterThanOrEqual(7);
    expect(files.size).toBe(new Set([...files.keys()].map((name) => name.toLowerCase())).size);
  });

  test('every link leads to a file of the site, and every anchor to an element', () => {
    const ids = new Map(pages.map((page) => [page, new Set([...textOf(page).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))]));
    const wrong = pages.flatMap((page) =>
      [...linksOf(page)]
        // The playground's settings stand in its address.
        .filter(({ target, anchor }) => !(target === 'playground.html' && anchor.includes('=')))
        .filter(({ target, anchor }) => !files.has(target) || (anchor !== '' && !ids.get(target)?.has(anchor)))
        .map(({ written }) => `${page}: ${written}`),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing is asked of another host, and no address starts at the top of one', () => {
    const wrong = pages.flatMap((page) =>
      [...linksOf(page)].filter(({ written }) => /^(?:[a-z]+:|\/)/i.test(written)).map(({ written }) => `${page}: ${written}`),
    );
    expect(wrong).toEqual([]);
    for (const name of files.keys()) {
      if (name.endsWith('.css')) expect(textOf(name)).not.toMatch(/url\(|@import/);
    }
  });

  test('ids are unique in a page, labels point at one, and every chart has its table and its file', () => {
    for (const page of pages) {
      const text = textOf(page);
      const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, page).toBe(ids.length);
      const known = new Set(ids);
      for (const [, list] of text.matchAll(/\saria-labelledby="([^"]*)"/g)) {
        for (const id of list.split(' ')) expect(known.has(id), `${page}: ${id}`).toBe(true);
      }
      for (const [figure] of text.matchAll(/<figure class="chart"[\s\S]*?<\/figure>/g)) {
        expect(figure, page).toMatch(/<svg class="plot" role="img" aria-labelledby="[^"]+"[\s\S]*<title id=[\s\S]*<desc id=/);
        expect(figure, page).toMatch(/<details>[\s\S]*href="[^"]*\.csv"[\s\S]*<tbody>\s*<tr>/);
        expect(figure, page).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });

  test(`no page weighs more than ${HEAVIEST} bytes without data`, () => {
    const sizeOf = (name: string) => Buffer.byteLength(files.get(name)!);
    const heavy = pages.filter((page) => {
      const parts = new Set(
        [...linksOf(page)].map(({ target }) => target).filter((name) => /^assets\/.*\.(?:js|css)$/.test(name)),
      );
      return [page, ...parts].reduce((sum, name) => sum + sizeOf(name), 0) > HEAVIEST;
    });
    expect(heavy).toEqual([]);
  });

  test('are the same bytes when built again', async () => {
    const again = await siteFiles(workspace);
    expect(again.map(({ path: name }) => name)).toEqual([...files.keys()]);
    const changed = again.filter(({ path: name, content }) => !Buffer.from(content).equals(Buffer.from(files.get(name)!)));
    expect(changed.map(({ path: name }) => name)).toEqual([]);
  }, 240_000);
});

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const here = existsSync(executablePath);
if (!here) console.warn(`skipped: the pages in a browser (no ${executablePath}; CHROMIUM names another)`);
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe.skipIf(!here)('the pages in a browser', () => {
  let folder: string;
  let serving: Serving;
  let browser: Browser;
  const complaints: string[] = [];
  const requested: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'collapse-site-'));
    writeSite(
      [...files].map(([name, content]) => ({ path: name, content })),
      folder,
    );
    serving = await serve(folder, { base: '/some/where/' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await serving?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`${page.url()}: ${message.text()}`),
    );
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('requestfailed', (request) => {
      // A worker that has not started when the page is left.
      if (request.url().startsWith('blob:')) return;
      complaints.push(`${request.url()}: ${request.failure()?.errorText}`);
    });
    page.on('request', (request) => requested.push(request.url()));
    complaints.length = 0;
    requested.length = 0;
    return page;
  }

  /** All pages but those of scenarios, of which one of each folder stands for the rest: one template makes them. */
  const kinds = () => {
    const seen = new Set<string>();
    return pages.filter((name) => {
      if (!name.startsWith('scenarios/')) return true;
      const [, family] = name.split('/');
      return !seen.has(family) && seen.add(family);
    });
  };

  test('load below any address without a complaint, asking this server alone, and are no wider than a phone', async () => {
    const page = await open({ viewport: { width: 390, height: 800 } });
    const wide: string[] = [];
    for (const name of kinds()) {
      const response = await page.goto(serving.address + name);
      expect(response!.status(), name).toBe(200);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 390) wide.push(name);
    }
    expect(wide).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(serving.address) && !/^(?:data|blob):/.test(url))).toEqual([]);
    await page.close();
  }, 240_000);

  test('load from the file system as well', async () => {
    const page = await open();
    for (const name of ['index.html', 'leaderboard/gaussian.html', 'scenarios/gaussian/replace-m100.html', 'playground.html']) {
      await page.goto(pathToFileURL(path.join(folder, ...name.split('/'))).href);
      expect(await page.title(), name).toContain('collapse-bench');
      expect(await page.evaluate(() => getComputedStyle(document.body).marginTop), name).toBe('0px');
    }
    await page.click('nav a[href="leaderboard.html"]');
    expect(await page.textContent('h1')).toBe('Leaderboard of mitigations');
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  test('charts are drawn in the colours of the theme, which a button changes and the next page keeps', async () => {
    const page = await open({ colorScheme: 'light' });
    await page.goto(`${serving.address}leaderboard.html`);
    const look = () =>
      page.evaluate(() => {
        const box = document.querySelector('#pareto svg circle')!.getBoundingClientRect();
        return {
          back: getComputedStyle(document.body).backgroundColor,
          dot: getComputedStyle(document.querySelector('#ranks svg circle')!.parentElement!).fill,
          size: box.width,
        };
      });
    const light = await look();
    expect(light.size).toBeGreaterThan(3);
    await page.click('[data-theme-toggle]');
    const dark = await look();
    expect(dark.back).not.toBe(light.back);
    expect(dark.dot).not.toBe(light.dot);
    await page.goto(`${serving.address}errata.html`);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark.back);
    await page.close();
  }, 60_000);

  test('a table is sorted by a header, by keyboard too, and filtered by a text', async () => {
    const page = await open();
    await page.goto(`${serving.address}leaderboard.html`);
    const column = (index: number) =>
      page.$$eval(
        '#overall-table tbody tr:not([hidden])',
        (rows, at) => rows.map((row) => (row as HTMLTableRowElement).cells[at].dataset.value ?? ''),
        index,
      );
    const titles = await page.$$eval('#overall-table thead th', (cells) => cells.map((cell) => cell.textContent));
    const real = titles.indexOf('real');
    await page.click(`#overall-table th:nth-child(${real + 1}) button`);
    const ascending = (await column(real)).map(Number);
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    expect(new Set(ascending).size).toBeGreaterThan(5);
    expect(await page.getAttribute(`#overall-table th:nth-child(${real + 1})`, 'aria-sort')).toBe('ascending');
    await page.focus(`#overall-table th:nth-child(${real + 1}) button`);
    await page.keyboard.press('Enter');
    expect((await column(real)).map(Number)).toEqual([...ascending].sort((a, b) => b - a));
    const name = titles.indexOf('mitigation');
    await page.click(`#overall-table th:nth-child(${name + 1}) button`);
    const names = await column(name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    await page.fill('[data-filter=overall-table] input', 'PRESERVE real');
    expect((await column(name)).every((each) => each.startsWith('preserve-real-'))).toBe(true);
    expect(await page.textContent('[data-filter=overall-table] [role=status]')).toBe(`7 of ${names.length}`);
    await page.close();
  }, 60_000);

  test('sliders go through the generations by keyboard, and without scripts the first one is there', async () => {
    const page = await open();
    await page.goto(`${serving.address}index.html`);
    for (const id of ['gaussian', 'mixture', 'digits']) {
      const picture = () =>
        page.$eval(
          `[data-demo=${id}]`,
          (section) =>
            `${section.querySelector('[data-marks]')?.innerHTML}${section.querySelector('img')?.style.transform}${section.querySelector('.marker')?.getAttribute('x1')}`,
        );
      const before = await picture();
      await page.focus(`#${id}-slider`);
      await page.keyboard.press('End');
      expect(await picture()).not.toBe(before);
      expect(await page.textContent(`[data-demo=${id}] [data-readout]`)).toMatch(/^Generation (?:1000|400|10):/);
      expect(await page.getAttribute(`#${id}-slider`, 'aria-valuetext')).toMatch(/^Generation/);
    }
    expect(await page.textContent('[data-demo=mixture] [data-readout]')).toContain('1 of 2 modes');
    await page.close();
    const plain = await open({ javaScriptEnabled: false });
    await plain.goto(`${serving.address}index.html`);
    expect(await plain.locator('[data-demo=gaussian] [data-marks] path').count()).toBe(2);
    expect(await plain.locator('.control').first().isVisible()).toBe(false);
    await plain.close();
  }, 60_000);

  test('axe finds nothing serious in light, and no poor contrast in dark', async () => {
    const page = await open();
    const found: string[] = [];
    for (const name of [
      'index',
      'leaderboard',
      'leaderboard/gaussian',
      'scenarios/gaussian/replace-m100',
      'figures/fig4',
      'errata',
      'contribute',
      'playground',
    ]) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${serving.address}${name}.html`);
      await page.addScriptTag({ path: axe });
      found.push(...(await violations(page)).map((each) => `${name}, light: ${each}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await violations(page, 'color-contrast')).map((each) => `${name}, dark: ${each}`));
    }
    expect(found).toEqual([]);
    await page.close();
  }, 240_000);
});

/** Serious and critical violations of the accessibility rules, or of one of them. */
function violations(page: Page, rule?: string): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: Document,
          options: object,
        ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations: all } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only === undefined ? {} : { runOnly: [only] }),
    });
    return all
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`);
  }, rule);
}
