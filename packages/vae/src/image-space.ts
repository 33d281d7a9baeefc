import { type DataSpace, drawFromParts, type Rng } from '@collapse-bench/core';
import { countOf, type ImagePart, type Images, imageCount, PIXELS } from './images.js';

/**
 * What the loop may do with images.
 *
 * - `concat` lists the parts one after the other and copies no pixel.
 * - `subset` copies the pixels that it draws into one block and leaves decoders undrawn: a decoder's images are independent draws of one distribution, so a subset of
 *   them is as many fresh ones. The block comes first; within it, the order is random.
 * - `pick` needs images that exist: a decoder throws a RangeError.
 * - Images without weights count 1 each beside weighted ones; a set none of whose parts has weights has none. Labels stay where every image has one.
 */
export const imageSpace: DataSpace<Images> = {
  size: imageCount,
  concat: (parts) => {
    if (parts.length === 1) return parts[0];
    return withWeights(
      parts.flatMap((images) => images.parts),
      joinedWeights(parts),
    );
  },
  subset,
  pick: (images, places) => {
    const size = imageCount(images);
    const block = emptyBlock(images.parts, places.length);
    const finder = partFinder(images.parts);
    places.forEach((place, i) => {
      if (place >= size) throw new RangeError(`pick: expected places below ${size}, found ${place}`);
      const { part, index } = finder(place);
      copyImage(images.parts[part], index, block, i);
    });
    return withWeights([blockPart(block)], images.weights && Float32Array.from(places, (place) => images.weights![place]));
  },
  weighted: (images, weight) => {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`weighted: expected a positive finite weight, found ${weight}`);
    }
    return {
      ...images,
      weights: images.weights?.map((own) => own * weight) ?? new Float32Array(imageCount(images)).fill(weight),
    };
  },
};

/** The space of images that are drawn anew whenever they are looked at, of which none can be picked. */
export const resampledImageSpace: DataSpace<Images> = {
  size: imageSpace.size,
  concat: imageSpace.concat,
  subset,
  weighted: imageSpace.weighted!,
};

function subset(sets: readonly Images[], count: number, replacement: boolean, rng: Rng): Images {
  const parts = sets.flatMap((images) => images.parts);
  const weights = joinedWeights(sets);
  const starts = startsOf(parts);
  const drawnPart = new Uint32Array(count);
  const drawnIndex = new Uint32Array(count);
  const counts = new Float64Array(parts.length);
  drawFromParts(rng, parts.map(countOf), count, replacement, (i, part, index) => {
    drawnPart[i] = part;
    drawnIndex[i] = index;
    counts[part]++;
  });
  const pixelParts = parts.filter(({ kind }, i) => kind === 'pixels' && counts[i] > 0);
  const decoders = parts.flatMap((part, i) => (part.kind === 'decoder' && counts[i] > 0 ? [{ ...part, count: counts[i] }] : []));
  const block = emptyBlock(pixelParts, count - decoders.reduce((sum, part) => sum + part.count, 0));

  // Where the next image of each part goes: pixels into the block, decoders behind it, one after the other.
  const next = new Float64Array(parts.length);
  let end = block.count;
  parts.forEach((part, i) => {
    if (part.kind !== 'decoder') return;
    next[i] = end;
    end += counts[i];
  });
  const drawnWeights = weights && new Float32Array(count);
  let filled = 0;
  for (let i = 0; i < count; i++) {
    const part = drawnPart[i];
    const isPixels = parts[part].kind === 'pixels';
    const place = isPixels ? filled++ : next[part]++;
    if (isPixels) copyImage(parts[part], drawnIndex[i], block, place);
    if (weights !== undefined) drawnWeights![place] = weights[starts[part] + drawnIndex[i]];
  }
  return withWeights(block.count > 0 ? [blockPart(block), ...decoders] : decoders, drawnWeights);
}

/** Room for `count` images, and for their labels if all parts have some. */
interface Block {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array | undefined;
}

function emptyBlock(parts: readonly ImagePart[], count: number): Block {
  const labelled = parts.length > 0 && parts.every((part) => part.kind === 'pixels' && part.labels !== undefined);
  return { count, pixels: new Uint8Array(count * PIXELS), labels: labelled ? new Uint8Array(count) : undefined };
}

function blockPart({ pixels, labels }: Block): ImagePart {
  return labels === undefined ? { kind: 'pixels', pixels } : { kind: 'pixels', pixels, labels };
}

function copyImage(part: ImagePart, index: number, block: Block, place: number): void {
  if (part.kind === 'decoder') {
    throw new RangeError(
      'pick: expected images, found a decoder, whose images are drawn anew each time: none of them can be picked',
    );
  }
  block.pixels.set(part.pixels.subarray(index * PIXELS, (index + 1) * PIXELS), place * PIXELS);
  if (block.labels !== undefined) block.labels[place] = part.labels![index];
}

/** Number of images before each part. */
function startsOf(parts: readonly ImagePart[]): Float64Array {
  const starts = new Float64Array(parts.length);
  for (let i = 1; i < parts.length; i++) starts[i] = starts[i - 1] + countOf(parts[i - 1]);
  return starts;
}

/** Finds the part that holds a place, and where in it. */
function partFinder(parts: readonly ImagePart[]): (place: number) => { part: number; index: number } {
  const starts = startsOf(parts);
  return (place) => {
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return { part: low, index: place - starts[low] };
  };
}

function withWeights(parts: readonly ImagePart[], weights: Float32Array | undefined): Images {
  return weights === undefined ? { parts } : { parts, weights };
}

/** Weights of all images, 1 where a set has none; undefined if no set has. */
function joinedWeights(sets: readonly Images[]): Float32Array | undefined {
  if (sets.every(({ weights }) => weights === undefined)) return undefined;
  const all = new Float32Array(sets.reduce((sum, images) => sum + imageCount(images), 0)).fill(1);
  let end = 0;
  for (const images of sets) {
    if (images.weights !== undefined) all.set(images.weights, end);
    end += imageCount(images);
  }
  return all;
}
