/** The name of a special token: tokenizer_config.json has the name itself or an object that holds it as `content`. */
export function specialTokenName(token: unknown): string | undefined {
  if (typeof token === 'string') return token;
  if (typeof token === 'object' && token !== null && 'content' in token && typeof token.content === 'string')
    return token.content;
  return undefined;
}
