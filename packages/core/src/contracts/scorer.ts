import type { Rng } from '../random/rng.js';

/** The confidence, in [0, 1], that each sample is generated. */
export type Detector<Data> = (data: Data) => Float64Array | Promise<Float64Array>;

/** How a system judges single samples, for mitigations that select, verify or weight them. Judgements that a network makes take a promise. */
export interface Scorer<Data, Params> {
  /** What a selector prefers: one number a sample, higher is better. */
  reward?(data: Data): Float64Array | Promise<Float64Array>;
  /** Whether each sample is right: 1 or 0. */
  correct?(data: Data): Uint8Array | Promise<Uint8Array>;
  /** -ln p of each sample under the model, in nats. */
  surprise?(params: Params, data: Data): Float64Array | Promise<Float64Array>;
  /** Learns to tell real from generated data. */
  detector?(real: Data, generated: Data, rng: Rng): Detector<Data> | Promise<Detector<Data>>;
}
