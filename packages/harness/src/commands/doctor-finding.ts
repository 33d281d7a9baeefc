/** One line of `collapse doctor`. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'absent' | 'broken';
  readonly detail: string;
  /** What to type. */
  readonly remedy?: string;
}
