import { exp, ln } from '../special.js';

/** Number of layers of equal area. */
export const LAYERS = 256;

/**
 * Where the tail begins: the right edge of the lowest rectangle, for 256 layers. Solved with 50 digits by
 * `benchmarks/peers/goldens/random_laws.py`.
 */
export const TAIL_START = 3.654152885361009;

/** Area of every layer under exp(-x^2 / 2): TAIL_START exp(-TAIL_START^2 / 2) plus the tail's. */
const LAYER_AREA = 0.004928673233974655;

/** The half normal density without its constant, cut into layers of one area. */
export interface Ziggurat {
  /**
   * 257 edges x[0] > x[1] = TAIL_START > ... > x[256] = 0. Layer i is the strip 0 <= x <= x[i] between the densities at
   * x[i] and x[i + 1]; x[0] is what layer 0, a rectangle and the tail, would be wide if it had no tail.
   */
  readonly edge: Float64Array;
  /** 256 factors edge / 2^53, which turn 53 bits and a sign into a point of the layer. */
  readonly scale: Float64Array;
  /** 257 values of exp(-x^2 / 2) at the edges (at x[0]: unused). */
  readonly density: Float64Array;
}

/**
 * The tables of the ziggurat method (Marsaglia and Tsang 2000, doi 10.18637/jss.v005.i08; the unequal first layer as in
 * Doornik 2005, "An improved ziggurat method to generate normal random samples").
 */
export function createZiggurat(): Ziggurat {
  const edge = new Float64Array(LAYERS + 1);
  const scale = new Float64Array(LAYERS);
  const density = new Float64Array(LAYERS + 1);
  edge[1] = TAIL_START;
  density[1] = exp(-0.5 * TAIL_START * TAIL_START);
  edge[0] = LAYER_AREA / density[1];
  density[0] = exp(-0.5 * edge[0] * edge[0]);
  for (let i = 2; i < LAYERS; i++) {
    density[i] = density[i - 1] + LAYER_AREA / edge[i - 1];
    edge[i] = Math.sqrt(-2 * ln(density[i]));
  }
  edge[LAYERS] = 0;
  density[LAYERS] = 1;
  for (let i = 0; i < LAYERS; i++) scale[i] = edge[i] * 2 ** -53;
  return { edge, scale, density };
}
