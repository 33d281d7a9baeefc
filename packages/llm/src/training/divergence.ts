/** Where a fit stopped because its loss was no finite number. */
export interface Divergence {
  /** 1 is the first. */
  readonly epoch: number;
  /** Step of the epoch, 1 is the first. */
  readonly step: number;
  /** What the loss was: NaN, Infinity or -Infinity. */
  readonly loss: number;
}
