const ELEMENTS = new Set(['svg', 'title', 'style', 'rect', 'text', 'g', 'path', 'circle', 'line', 'image', 'clipPath']);
const TAG = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z][A-Za-z:-]*="[^"<>]*")*)\s*\/?>/gy;
const ATTRIBUTE = /([A-Za-z][A-Za-z:-]*)="([^"]*)"/g;
/** Style that fetches something, or hides what it is. */
const ACTIVE_STYLE = /url\s*\(|@import|\\|expression\s*\(/i;

/**
 * Whether a text is an SVG file of shapes, text and images that it holds itself: nothing that runs, and nothing that is
 * fetched. Knows the little that `pictureSvg` writes, and takes everything else for more than a drawing.
 */
export function isPlainSvg(text: string): boolean {
  if (!text.startsWith('<svg ') || !text.endsWith('</svg>\n')) return false;
  let style = false;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next < 0 ? text.length : next);
    if (between.includes('>') && !style) return false;
    if (style && ACTIVE_STYLE.test(between)) return false;
    if (next < 0) return true;
    TAG.lastIndex = next;
    const [tag, slash, element, attributes] = TAG.exec(text) ?? [];
    if (tag === undefined || !ELEMENTS.has(element)) return false;
    for (const [, name, value] of attributes.matchAll(ATTRIBUTE)) if (!isPlainAttribute(name, value)) return false;
    style = element === 'style' && slash === '';
    at = next + tag.length;
  }
  return true;
}

function isPlainAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name)) return false;
  if (/^xmlns/.test(name)) return /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink)$/.test(value);
  if (/href$/i.test(name)) return /^data:image\/png;base64,[A-Za-z0-9+/=]*$/.test(value);
  if (name === 'clip-path') return /^url\(#[\w-]+\)$/.test(value);
  return !ACTIVE_STYLE.test(value);
}
