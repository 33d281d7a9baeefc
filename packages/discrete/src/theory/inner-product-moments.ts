/**
 * Second moments of resampled distributions, exactly and at every generation.
 *
 * Every training regime builds its next distribution from earlier ones by two moves: draw a finite sample, and mix.
 * Under both moves these moments of the vectors v_a (p0, the first fit, the current fit, ...) are closed:
 *
 *   E<v_a, v_b>,   E sum_i v_a v_b v_c,   Cov(<v_a, v_b>, <v_c, v_d>).
 *
 * So the mean and the variance of homozygosity <p, p> and of the squared error |p - p0|^2 follow for whatever the regime
 * is. Covariances are carried centred: near M = 1e9 raw moments would cancel to nothing.
 */
export interface InnerProductMoments {
  /** Number of vectors, K. */
  readonly vectors: number;
  /** K*K: E<v_a, v_b>. */
  readonly products: Float64Array;
  /** K*K*K: E sum_i v_a(i) v_b(i) v_c(i). */
  readonly triples: Float64Array;
  /** K*K*K*K: Cov(<v_a, v_b>, <v_c, v_d>). */
  readonly covariances: Float64Array;
}

/** The moments of one distribution that is known. */
export function momentsOf(probabilities: Float64Array): InnerProductMoments {
  let square = 0;
  let cube = 0;
  for (const p of probabilities) {
    square += p * p;
    cube += p * p * p;
  }
  return {
    vectors: 1,
    products: Float64Array.of(square),
    triples: Float64Array.of(cube),
    covariances: Float64Array.of(0),
  };
}

/** Rows of a linear map by their non-zero weights: nearly all rows here keep a vector or mix two. */
interface SparseRow {
  readonly columns: readonly number[];
  readonly weights: readonly number[];
}

function sparse(row: readonly number[]): SparseRow {
  const columns = row.flatMap((weight, column) => (weight === 0 ? [] : [column]));
  return { columns, weights: columns.map((column) => row[column]) };
}

/** Applies a map with the given rows to every axis of a tensor of the given order, whose axes have length `size`. */
function transform(tensor: Float64Array, order: number, size: number, rows: readonly SparseRow[]): Float64Array {
  const count = rows.length;
  let current = tensor;
  for (let axis = 0; axis < order; axis++) {
    // Contract the first axis and append the new one at the end: after `order` turns the axes are back in order.
    const rest = current.length / size;
    const next = new Float64Array(rest * count);
    for (let row = 0; row < count; row++) {
      const { columns, weights } = rows[row];
      for (let n = 0; n < columns.length; n++) {
        const weight = weights[n];
        const offset = columns[n] * rest;
        for (let r = 0; r < rest; r++) next[r * count + row] += weight * current[offset + r];
      }
    }
    current = next;
  }
  return current;
}

/**
 * The moments of linear combinations of the vectors: new vector r = sum_k map[r][k] v_k.
 *
 * @param map one array of K weights for each new vector
 */
export function combine(moments: InnerProductMoments, map: readonly (readonly number[])[]): InnerProductMoments {
  const size = moments.vectors;
  for (const { length } of map) {
    if (length !== size) throw new RangeError(`combine: expected rows of ${size} weights, found ${length}`);
  }
  const rows = map.map(sparse);
  return {
    vectors: map.length,
    products: transform(moments.products, 2, size, rows),
    triples: transform(moments.triples, 3, size, rows),
    covariances: transform(moments.covariances, 4, size, rows),
  };
}

/** Coefficients of the conditional moments of a sample of n out of N; N = Infinity is the multinomial. */
interface DrawCoefficients {
  /** 1 - beta = (n)_2 N^2 / (n^2 (N)_2): E<w, w> = beta + (1 - beta) <m, m>. */
  readonly beta: number;
  readonly third: number;
  readonly gamma: number;
  readonly delta: number;
  readonly epsilon: number;
}

function drawCoefficients(size: number, population: number): DrawCoefficients {
  // A sample of everything is the population itself.
  if (size === population) return { beta: 0, third: 1, gamma: 0, delta: 0, epsilon: 0 };
  const u = 1 / size;
  const v = 1 / population;
  const second = (1 - u) / (1 - v);
  const beta = (u - v) / (1 - v);
  if (population < 4) {
    // (N)_3 or (N)_4 vanishes: third and fourth moments have no such form. Nobody benchmarks three samples.
    return { beta, third: Number.NaN, gamma: Number.NaN, delta: Number.NaN, epsilon: Number.NaN };
  }
  const third = (second * (1 - 2 * u)) / (1 - 2 * v);
  return {
    beta,
    third,
    gamma: (second * (u - v)) / (1 - 2 * v),
    delta: (third * (u - v)) / (1 - 3 * v),
    epsilon: (2 * second * (u - v) * (u - v - u * v)) / ((1 - v) * (1 - 2 * v) * (1 - 3 * v)),
  };
}

/**
 * Appends the empirical distribution w of a sample of `size` from m = sum_k weights[k] v_k: multinomial, or without
 * replacement from a data set of `population` items that has distribution m. Derived from factorial moments,
 * E prod (n_i)_{a_i} = (n)_a prod (N m_i)_{a_i} / (N)_a with a = sum a_i, which for N = Infinity is (n)_a prod m_i^{a_i}.
 *
 * @returns moments of K + 1 vectors, w last
 */
export function draw(
  moments: InnerProductMoments,
  weights: readonly number[],
  size: number,
  population = Number.POSITIVE_INFINITY,
): InnerProductMoments {
  const identity = weights.map((_, i) => weights.map((_, j) => (i === j ? 1 : 0)));
  const withMean = combine(moments, [...identity, weights]);
  const { products, triples, covariances } = withMean;
  const { beta, third, gamma, delta, epsilon } = drawCoefficients(size, population);
  const v = 1 / population;
  const k = withMean.vectors;
  const w = k - 1;
  const product = (a: number, b: number) => products[a * k + b];
  const triple = (a: number, b: number, c: number) => triples[(a * k + b) * k + c];
  const covariance = (a: number, b: number, c: number, d: number) => covariances[((a * k + b) * k + c) * k + d];
  /** E[<a, b> <c, d>] */
  const square = (a: number, b: number, c: number, d: number) => covariance(a, b, c, d) + product(a, b) * product(c, d);

  const nextProducts = products.slice();
  nextProducts[w * k + w] = beta + (1 - beta) * product(w, w);

  const nextTriples = triples.slice();
  for (let b = 0; b < w; b++) {
    const value = (1 - beta) * triple(w, w, b) + beta * product(w, b);
    nextTriples[(w * k + w) * k + b] = value;
    nextTriples[(w * k + b) * k + w] = value;
    nextTriples[(b * k + w) * k + w] = value;
  }
  nextTriples[(w * k + w) * k + w] = third * triple(w, w, w) + 3 * gamma * product(w, w) + (1 - third - 3 * gamma);

  const nextCovariances = covariances.slice();
  // By symmetry one value serves all orders of the indices within a pair, and of the two pairs.
  const set = (a: number, b: number, c: number, d: number, value: number) => {
    nextCovariances[((a * k + b) * k + c) * k + d] = value;
    nextCovariances[((c * k + d) * k + a) * k + b] = value;
  };
  for (let b = 0; b < w; b++) {
    for (let c = b; c < w; c++) {
      // Cov(<w, b>, <w, c>)
      const mixed = covariance(w, b, w, c) + beta * (triple(w, b, c) - square(w, b, w, c));
      for (const [x, y] of [
        [b, c],
        [c, b],
      ]) {
        set(w, x, w, y, mixed);
        set(w, x, y, w, mixed);
        set(x, w, y, w, mixed);
      }
      // Cov(<w, w>, <b, c>)
      const reduced = (1 - beta) * covariance(w, w, b, c);
      set(w, w, b, c, reduced);
      set(w, w, c, b, reduced);
    }
    // Cov(<w, w>, <w, b>)
    const skewed = (1 - beta) * covariance(w, w, w, b) + 2 * gamma * (triple(w, w, b) - square(w, w, w, b));
    set(w, w, w, b, skewed);
    set(w, w, b, w, skewed);
  }
  // Var <w, w>: 4 delta (T - G^2) + epsilon (1 - G) (G - 1/N), in terms that do not cancel.
  const fourth = square(w, w, w, w);
  const spread = 4 * delta * (triple(w, w, w) - fourth) + epsilon * (product(w, w) - fourth - v * (1 - product(w, w)));
  set(w, w, w, w, spread + (1 - beta) * (1 - beta) * covariance(w, w, w, w));
  return { vectors: k, products: nextProducts, triples: nextTriples, covariances: nextCovariances };
}
