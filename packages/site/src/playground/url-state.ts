/** What of a page's state an address carries: form values, and what is watched. */
export type SharedState = Readonly<Record<string, string>>;

/** The part of an address after `#`. */
export function hashOf(state: SharedState): string {
  return new URLSearchParams({ ...state }).toString();
}

/** The state in such a part, with or without `#`; whatever is written there. */
export function stateOf(hash: string): SharedState {
  return Object.fromEntries(new URLSearchParams(hash.replace(/^#/, '')));
}
