/** One of the two programs under the clock, set up and ready. */
export interface Side {
  readonly run: () => void | Promise<void>;
  /**
   * A number of the last run's result that both sides must agree on (a mean, a width): it shows that they do the same
   * work. Not timed.
   */
  readonly agree: () => number;
}

/** Our code beside the code of the library that a user would pick instead. */
export interface PeerRow {
  readonly name: string;
  /** What is counted, e.g. `samples`. */
  readonly unit: string;
  /** Units done by one run of ours. */
  readonly work: number;
  readonly ours: () => Side;
  /** Name of the other side in cases.py. */
  readonly peer: string;
  /** Runs of the peer that amount to one of ours: its time is multiplied by this and shown as extrapolated. Absent: 1. */
  readonly peerScale?: number;
  /** Largest difference between the two sides' `agree`. */
  readonly tolerance: number;
  /** Wanted: their time / our time, at least this. */
  readonly target?: number;
  /** Wanted: our own time in milliseconds, below this. */
  readonly milliseconds?: number;
  readonly note?: string;
}

/** A number of our own that has no peer. */
export interface Figure {
  readonly name: string;
  /** undefined: this machine cannot tell, `note` says why. */
  readonly value: number | undefined;
  readonly unit: string;
  /** Wanted, if anything is. */
  readonly atLeast?: number;
  readonly below?: number;
  readonly note?: string;
}

export interface Comparison {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly PeerRow[];
  readonly figures?: () => Promise<readonly Figure[]>;
  /** Seconds of rounds for each row, where the usual share of a comparison is too short. */
  readonly rowSeconds?: number;
  /** Why it runs only when it is named. Absent: it is in the default set. */
  readonly onlyByName?: string;
}
