/** What is wrong with an XML text without comments and CDATA, or undefined: tags nest, attributes are quoted, entities are known. */
export function xmlFault(text: string): string | undefined {
  const open: string[] = [];
  const tag = /<(\/?)([A-Za-z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>/y;
  for (let at = 0; at < text.length; ) {
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const content = text.slice(at, end < 0 ? text.length : end);
      if (/&(?!(?:amp|lt|gt|quot);)/.test(content)) return `a bare & in ${JSON.stringify(content)}`;
      if (open.length === 0 && content.trim() !== '') return `text outside the root: ${JSON.stringify(content)}`;
      at += content.length;
      continue;
    }
    tag.lastIndex = at;
    const found = tag.exec(text);
    if (found === null) return `not a tag: ${text.slice(at, at + 80)}`;
    const [whole, closing, name, attributes, selfClosing] = found;
    if (/&(?!(?:amp|lt|gt|quot);)/.test(attributes)) return `a bare & in ${whole}`;
    if (closing === '' && selfClosing === '') open.push(name);
    else if (closing !== '' && open.pop() !== name) return `${whole} closes nothing`;
    at += whole.length;
  }
  return open.length === 0 ? undefined : `<${open.join('><')}> left open`;
}
