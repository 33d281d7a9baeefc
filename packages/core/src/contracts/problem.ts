/** What is wrong with a value of a scenario, in words that say how to mend it. */
export interface Problem {
  /** JSON pointer below the scenario's root, e.g. `/system/covariance`. */
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}
