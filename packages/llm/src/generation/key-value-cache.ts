/** Value of the mask where a slot is closed to a row: its share of attention is 0. */
const CLOSED = -1e9;

export interface CacheShape {
  readonly prompts: number;
  readonly beams: number;
  readonly heads: number;
  /** Numbers of a head's key or value. */
  readonly part: number;
  /** Tokens of each prompt: its first slots, open to all its rows. */
  readonly length: number;
}

/**
 * Keys and values of the tokens that the rows of a batch attend to. The rows of a prompt share its slots: a token is stored once
 * however many beams continue it, beams change places without copies (only their masks move), and the slots of tokens
 * that no beam continues any more are used again. So a prompt needs about as many slots as one row has tokens, and what
 * attention reads is read once for all beams.
 */
export interface KeyValueCache {
  readonly shape: CacheShape;
  /** Slots of each prompt. */
  capacity: number;
  /** Of each layer: float32 [prompts, heads, capacity, part]. */
  keys: Float32Array[];
  values: Float32Array[];
  /** float32 [prompts, beams, capacity]: 0 where the row sees the slot, else -1e9. */
  mask: Float32Array;
  /** Where the next mask is made. */
  spare: Float32Array;
  /** Capacity that holds so many slots. */
  readonly capacityFor: (slots: number) => number;
}

/** A cache that holds the prompts: of each layer keys and values float32 [prompts, heads, length, part]. */
export function cacheOf(
  shape: CacheShape,
  keys: readonly Float32Array[],
  values: readonly Float32Array[],
  capacityFor: (slots: number) => number,
): KeyValueCache {
  const { prompts, beams, heads, part, length } = shape;
  const capacity = capacityFor(length + 1);
  const widened = (numbers: Float32Array) => copied(numbers, prompts * heads, length * part, capacity * part, 0);
  const mask = () => copied(new Float32Array(prompts * beams * length), prompts * beams, length, capacity, CLOSED);
  return { shape, capacity, keys: keys.map(widened), values: values.map(widened), mask: mask(), spare: mask(), capacityFor };
}

/**
 * Stores the tokens that go on being continued and opens each to its children.
 *
 * @param keys of each layer float32 [prompts, heads, beams, part], as `values`: of the rows' latest tokens
 * @param parents int32 [prompts, beams]: the beam, 0 ... beams - 1 of the same prompt, whose latest token the row continues;
 * -1 for a row that is at its end
 */
export function append(
  cache: KeyValueCache,
  keys: readonly Float32Array[],
  values: readonly Float32Array[],
  parents: Int32Array,
): void {
  const { prompts, beams } = cache.shape;
  let wanted = 0;
  for (let prompt = 0; prompt < prompts; prompt++) {
    inheritMasks(cache, parents, prompt);
    wanted = Math.max(wanted, usedSlots(cache, prompt) + parentsOf(parents, prompt, beams));
  }
  [cache.mask, cache.spare] = [cache.spare, cache.mask];
  if (wanted > cache.capacity) grow(cache, wanted);
  for (let prompt = 0; prompt < prompts; prompt++) store(cache, keys, values, parents, prompt);
}

/** Writes each row's mask, that of its parent, to `spare`. */
function inheritMasks({ shape: { beams }, capacity, mask, spare }: KeyValueCache, parents: Int32Array, prompt: number): void {
  for (let beam = 0; beam < beams; beam++) {
    const row = prompt * beams + beam;
    const from = (prompt * beams + (parents[row] < 0 ? beam : parents[row])) * capacity;
    for (let i = 0; i < capacity; i++) spare[row * capacity + i] = mask[from + i];
  }
}

/** Slots that any row of the prompt sees by the masks in `spare`. */
function usedSlots({ shape: { beams }, capacity, spare }: KeyValueCache, prompt: number): number {
  let used = 0;
  for (let slot = 0; slot < capacity; slot++) if (!isFree(spare, prompt, beams, capacity, slot)) used += 1;
  return used;
}

function isFree(mask: Float32Array, prompt: number, beams: number, capacity: number, slot: number): boolean {
  for (let beam = 0; beam < beams; beam++) if (mask[(prompt * beams + beam) * capacity + slot] === 0) return false;
  return true;
}

/** Number of beams of a prompt that are continued. */
function parentsOf(parents: Int32Array, prompt: number, beams: number): number {
  let count = 0;
  for (let parent = 0; parent < beams; parent++) if (isContinued(parents, prompt, beams, parent)) count += 1;
  return count;
}

function isContinued(parents: Int32Array, prompt: number, beams: number, parent: number): boolean {
  for (let beam = 0; beam < beams; beam++) if (parents[prompt * beams + beam] === parent) return true;
  return false;
}

function store(
  cache: KeyValueCache,
  keys: readonly Float32Array[],
  values: readonly Float32Array[],
  parents: Int32Array,
  prompt: number,
): void {
  const { capacity, mask } = cache;
  const { beams } = cache.shape;
  let slot = cache.shape.length;
  for (let parent = 0; parent < beams; parent++) {
    if (!isContinued(parents, prompt, beams, parent)) continue;
    while (!isFree(mask, prompt, beams, capacity, slot)) slot += 1;
    for (let beam = 0; beam < beams; beam++) {
      const row = prompt * beams + beam;
      if (parents[row] === parent) mask[row * capacity + slot] = 0;
    }
    for (let layer = 0; layer < keys.length; layer++) {
      storeToken(cache, keys[layer], cache.keys[layer], prompt, parent, slot);
      storeToken(cache, values[layer], cache.values[layer], prompt, parent, slot);
    }
  }
}

function storeToken(
  { shape: { heads, beams, part }, capacity }: KeyValueCache,
  from: Float32Array,
  to: Float32Array,
  prompt: number,
  beam: number,
  slot: number,
): void {
  for (let head = 0; head < heads; head++) {
    const source = ((prompt * heads + head) * beams + beam) * part;
    const target = ((prompt * heads + head) * capacity + slot) * part;
    for (let i = 0; i < part; i++) to[target + i] = from[source + i];
  }
}

function grow(cache: KeyValueCache, slots: number): void {
  const { prompts, beams, heads, part } = cache.shape;
  const before = cache.capacity;
  const after = cache.capacityFor(slots);
  cache.keys = cache.keys.map((numbers) => widened(numbers, prompts * heads, before * part, after * part, 0));
  cache.values = cache.values.map((numbers) => widened(numbers, prompts * heads, before * part, after * part, 0));
  cache.mask = widened(cache.mask, prompts * beams, before, after, CLOSED);
  cache.spare = widened(cache.spare, prompts * beams, before, after, CLOSED);
  cache.capacity = after;
}

/** Room behind an array, so that it is not always moved when it grows: new memory costs more than the numbers in it. */
const ROOM = 1.6;

/** As `copied`, in the memory of `numbers` if that has room. */
function widened(numbers: Float32Array, rows: number, before: number, after: number, filling: number): Float32Array {
  if (numbers.buffer.byteLength < 4 * rows * after) return copied(numbers, rows, before, after, filling);
  const made = new Float32Array(numbers.buffer, 0, rows * after);
  // From the last row on, none overwrites one that is still to move.
  for (let row = rows - 1; row >= 0; row--) {
    made.copyWithin(row * after, row * before, (row + 1) * before);
    made.fill(filling, row * after + before, (row + 1) * after);
  }
  return made;
}

/** Rows of `before` numbers as the beginnings of rows of `after`, filled up with `filling`. */
function copied(numbers: Float32Array, rows: number, before: number, after: number, filling: number): Float32Array {
  const made = new Float32Array(new ArrayBuffer(4 * Math.ceil(ROOM * rows * after)), 0, rows * after);
  for (let row = 0; row < rows; row++) {
    made.set(numbers.subarray(row * before, (row + 1) * before), row * after);
    made.fill(filling, row * after + before, (row + 1) * after);
  }
  return made;
}
