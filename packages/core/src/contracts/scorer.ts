import type { Rng } from '../random/rng.js';

/** How a system judges single samples, for mitigations that select, verify or weight them. */
export interface Scorer<Data, Params> {
  /** What a selector prefers: one number a sample, higher is better. */
  reward?(data: Data): Float64Array;
  /** Whether each sample is right: 1 or 0. */
  correct?(data: Data): Uint8Array;
  /** -ln p of each sample under the model, in nats. */
  surprise?(params: Params, data: Data): Float64Array;
  /** Learns to tell real from generated data; the result gives the confidence, in [0, 1], that each sample is generated. */
  detector?(real: Data, generated: Data, rng: Rng): (data: Data) => Float64Array;
}
