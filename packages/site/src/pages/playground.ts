import { raw } from '../html/html.js';
import type { SitePage } from '../html/page.js';
import { bundlePlayground } from '../playground/bundle.js';
import { playgroundCss } from '../playground/css.js';
import { playgroundPage } from '../playground/page.js';

const SCRIPT = 'assets/playground.js';
const STYLE = 'assets/playground.css';

/** The page that runs systems in the browser, in the frame of all pages. */
export async function playgroundSitePage(): Promise<SitePage> {
  const { title, body } = playgroundPage();
  return {
    path: 'playground.html',
    section: 'playground',
    title,
    description: 'Run the chains of model collapse in your browser: the same code and the same numbers as the command line.',
    body: raw(body),
    scripts: [SCRIPT],
    styles: [STYLE],
    files: [
      { path: SCRIPT, content: await bundlePlayground() },
      { path: STYLE, content: playgroundCss },
    ],
  };
}
