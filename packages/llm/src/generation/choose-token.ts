/** Which tokens of a row a draw may give. */
export interface Support {
  /** The so many heaviest, and those of equal weight to the last of them. */
  readonly topK?: number;
  /** The fewest, heaviest first, whose weights make up this share of what `topK` left. */
  readonly topP?: number;
}

/** First place of the largest of `size` numbers from `begin` on, counted from there. */
export function heaviest(weights: Float32Array, begin: number, size: number): number {
  let best = 0;
  for (let i = 1; i < size; i++) if (weights[begin + i] > weights[begin + best]) best = i;
  return best;
}

/**
 * Draws from the probabilities in proportion to `size` weights from `begin` on.
 *
 * @param weights at least 0, not all 0; those outside of the support are set to 0
 * @param draw uniform on [0, 1)
 */
export function drawToken(weights: Float32Array, begin: number, size: number, support: Support, draw: number): number {
  if (support.topK !== undefined && support.topK < size) keepTopK(weights, begin, size, support.topK);
  if (support.topP !== undefined && support.topP < 1) keepTopP(weights, begin, size, support.topP);
  let total = 0;
  for (let i = begin; i < begin + size; i++) total += weights[i];
  let left = draw * total;
  let last = 0;
  for (let i = 0; i < size; i++) {
    const weight = weights[begin + i];
    if (weight === 0) continue;
    last = i;
    left -= weight;
    if (left < 0) break;
  }
  // Rounding may leave a trace of the total: the last token that has weight.
  return last;
}

function keepTopK(weights: Float32Array, begin: number, size: number, k: number): void {
  const largest = new Float32Array(k).fill(-1);
  for (let i = begin; i < begin + size; i++) {
    const weight = weights[i];
    if (weight <= largest[k - 1]) continue;
    let place = k - 1;
    while (place > 0 && largest[place - 1] < weight) {
      largest[place] = largest[place - 1];
      place -= 1;
    }
    largest[place] = weight;
  }
  for (let i = begin; i < begin + size; i++) if (weights[i] < largest[k - 1]) weights[i] = 0;
}

function keepTopP(weights: Float32Array, begin: number, size: number, p: number): void {
  let total = 0;
  for (let i = begin; i < begin + size; i++) total += weights[i];
  // Together, weights below this make up less than 1 - p: the sum never needs them.
  const negligible = ((1 - p) * total) / size;
  const candidates: number[] = [];
  for (let i = begin; i < begin + size; i++) {
    if (weights[i] > negligible) candidates.push(i);
    else weights[i] = 0;
  }
  candidates.sort((a, b) => weights[b] - weights[a]);
  let heavier = 0;
  for (const i of candidates) {
    const weight = weights[i];
    if (heavier >= p * total) weights[i] = 0;
    heavier += weight;
  }
}
