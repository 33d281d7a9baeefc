/** Markup that may stand in a page as it is. */
export interface Html {
  readonly html: string;
}

export type Content = Html | string | number | undefined | false | readonly Content[];

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => NAMED[character]);
}

/** Markup from a template: what is put in is escaped unless it is markup itself; lists are joined, nothing stays nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: parts.reduce((text, part, i) => text + markup(values[i - 1]) + part) };
}

/** Text that is known to be markup. */
export function raw(text: string): Html {
  return { html: text };
}

export const nothing: Html = raw('');

function markup(value: Content): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map(markup).join('');
}

/** `like this` becomes code and **this** strong, as in the texts of records; everything else is plain. */
export function prose(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/);
  return html`${parts.map((part) => {
    if (part.startsWith('`') && part.length > 2) return html`<code>${part.slice(1, -1)}</code>`;
    if (part.startsWith('**') && part.length > 4) return html`<strong>${part.slice(2, -2)}</strong>`;
    return part;
  })}`;
}
