/** Text as the content or an attribute of an SVG element. What XML 1.0 cannot hold becomes a question mark. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** A length in pixels, to a hundredth. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export interface TextPlace {
  readonly class: string;
  readonly anchor?: 'middle' | 'end';
  /** Turned to run upwards. */
  readonly upwards?: boolean;
}

export function textAt(x: number, y: number, text: string, place: TextPlace): string {
  const anchor = place.anchor === undefined ? '' : ` text-anchor="${place.anchor}"`;
  const turn = place.upwards ? ` transform="rotate(-90 ${px(x)} ${px(y)})"` : '';
  return `<text class="${place.class}" x="${px(x)}" y="${px(y)}"${anchor}${turn}>${escapeText(text)}</text>`;
}

/** Height of a head: a title and a line below it. */
export const HEAD = 56;
export const MARGIN = 20;

export interface SvgHead {
  readonly title: string;
  readonly subtitle: string;
}

/** The head of a chart that does not show its highest values. */
export function cutOffAtTop({ title, subtitle }: SvgHead): SvgHead {
  return { title, subtitle: `${subtitle}; cut off at the top` };
}

/**
 * An SVG file on a surface of its own, light or dark as its reader prefers.
 *
 * @param body elements below the head
 * @param styles one class a line of the caller's own
 */
export function svgFile(
  width: number,
  height: number,
  { title, subtitle }: SvgHead,
  body: string[],
  styles: string[] = [],
): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    '<style>',
    ':root{--surface:#fcfcfb;--ink:#1c1c1a;--muted:#62615c;--rule:#e3e2dd;--mark:#2a6fbb}',
    '@media (prefers-color-scheme:dark){:root{--surface:#1b1b1a;--ink:#f2f1ec;--muted:#a9a8a1;--rule:#383834;--mark:#6aaef5}}',
    'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px;fill:var(--muted)}',
    '.title{font-size:16px;font-weight:600;fill:var(--ink)}.caption{font-size:13px;fill:var(--ink)}',
    '.tick{font-size:11px;font-variant-numeric:tabular-nums}',
    '.surface{fill:var(--surface)}.rule{stroke:var(--rule);fill:none}.base{stroke:var(--muted);fill:none}',
    ...styles,
    '</style>',
    `<rect class="surface" width="100%" height="100%"/>`,
    textAt(MARGIN, 28, title, { class: 'title' }),
    textAt(MARGIN, 46, subtitle, { class: 'subtitle' }),
    ...body,
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}
