import type { Rng } from '../random/rng.js';

/**
 * What the generation loop may do with data without knowing what they are: points, counts, sufficient statistics,
 * token blocks, images. Inputs are never mutated.
 */
export interface DataSpace<Data> {
  /** Number of samples that `data` stands for. */
  size(data: Data): number;
  /** One data set holding all samples of all parts, in order. */
  concat(parts: readonly Data[]): Data;
  /**
   * A uniformly random subset of `count` samples of all parts joined, which need not be joined for it. Absent where single samples are not kept (sufficient statistics
   * of a continuous distribution); mitigations that need it are then refused before anything runs.
   */
  subset?(parts: readonly Data[], count: number, replacement: boolean, rng: Rng): Data;
  /** The samples at these places, in this order; places may repeat. Absent where single samples are not kept. */
  pick?(data: Data, places: Uint32Array): Data;
  /** The same samples, each counting `weight` times as much in a fit as before; `size` stays. */
  weighted?(data: Data, weight: number): Data;
}
