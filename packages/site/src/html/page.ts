import type { Html } from './html.js';

/** A file of the site, by its path from the site's root, with forward slashes. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export type Section = 'home' | 'leaderboard' | 'scenarios' | 'figures' | 'errata' | 'playground' | 'contribute';

/** One page and the files that belong to it alone. */
export interface SitePage {
  /** From the site's root, such as `leaderboard/gaussian.html`. */
  readonly path: string;
  readonly section: Section;
  readonly title: string;
  /** One sentence, for search engines and previews. */
  readonly description: string;
  readonly body: Html;
  /** Scripts beside the one of all pages, from the site's root, in the order of loading. */
  readonly scripts?: readonly string[];
  /** Style sheets beside the one of all pages. */
  readonly styles?: readonly string[];
  readonly files?: readonly SiteFile[];
}

/** What leads from a page to the site's root: nothing, `../`, `../../`, ... */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}
