import { type Html, html, raw } from './html.js';
import { rootOf, type Section, type SitePage } from './page.js';

const NAVIGATION: readonly { readonly section: Section; readonly path: string; readonly label: string }[] = [
  { section: 'home', path: 'index.html', label: 'What collapse is' },
  { section: 'leaderboard', path: 'leaderboard.html', label: 'Leaderboard' },
  { section: 'figures', path: 'figures.html', label: 'Figures' },
  { section: 'errata', path: 'errata.html', label: 'Errata' },
  { section: 'scenarios', path: 'scenarios.html', label: 'Scenarios' },
  { section: 'playground', path: 'playground.html', label: 'Playground' },
  { section: 'contribute', path: 'contribute.html', label: 'Add yours' },
];

/** Before anything is painted: the theme that was chosen here, if one was. Storage may be refused, as some browsers do for files. */
const THEME_FIRST =
  "try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}";

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M2 27C10 27 10 5 16 5S22 27 30 27" fill="none" stroke="#5b7fd6" stroke-width="3"/><path d="M12 27C15 27 15 14 16 14S17 27 20 27" fill="none" stroke="#d9642b" stroke-width="3"/></svg>',
)}`;

/** A whole page: everything that it needs lies beside it, so it works below any address and from the file system. */
export function layout(page: SitePage): string {
  const root = rootOf(page.path);
  const title = page.section === 'home' ? 'collapse-bench: model collapse, measured' : `${page.title} · collapse-bench`;
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${root}assets/site.css">
${(page.styles ?? []).map((style) => html`<link rel="stylesheet" href="${root}${style}">\n`)}<script>${raw(THEME_FIRST)}</script>
<script src="${root}assets/site.js" defer></script>
${(page.scripts ?? []).map((script) => html`<script src="${root}${script}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<div class="bar">
<a class="brand" href="${root}index.html">collapse-bench</a>
<nav aria-label="Site"><ul>${NAVIGATION.map((entry) => navigationItem(entry, page, root))}</ul></nav>
<button type="button" class="theme" data-theme-toggle hidden>Dark</button>
</div>
</header>
<main id="main" tabindex="-1">
${page.body}
</main>
<footer class="foot"><p>Every number on these pages comes from committed records of <strong>collapse-bench</strong>, which anyone can run again: <code>npx -y pnpm@10 bench</code>. MIT licence.
The phenomenon: Shumailov et al., <cite>AI models collapse when trained on recursively generated data</cite>, Nature 631 (2024), arXiv 2305.17493.</p></footer>
</body>
</html>`.html
  }\n`;
}

function navigationItem({ section, path, label }: (typeof NAVIGATION)[number], page: SitePage, root: string): Html {
  const current =
    path === page.path ? raw(' aria-current="page"') : section === page.section ? raw(' aria-current="true"') : raw('');
  return html`<li><a href="${root}${path}"${current}>${label}</a></li>`;
}
