import type { NamedNumbers } from '@collapse-bench/tensor';
import type { TransformerConfig } from '../architecture/config.js';
import type { Batch } from './batch.js';
import { append, cacheOf } from './key-value-cache.js';
import { prefilled } from './prefill.js';
import { keysName, stepProgram, valuesName } from './programs.js';
import type { Search } from './search.js';

/** Slots of a cache come in multiples of this: each number of slots is a program to compile. */
const SLOTS = 16;

/** Takes the search to its end. */
export async function decode(batch: Batch, search: Search): Promise<void> {
  const { config, weights, scores, prompts, beams, length, programs } = batch;
  const layers = [...Array(config.layers).keys()];
  const named = JSON.stringify([config, scores]);
  const begun = await prefilled(batch, search.inputs(), named);
  search.choose(begun.scores);
  if (search.finished()) return;
  const shape = { prompts, beams, heads: config.heads, part: config.width / config.heads, length };
  const cache = cacheOf(shape, begun.keys, begun.values, (slots) => Math.ceil(slots / SLOTS) * SLOTS);
  const places = new Int32Array(prompts * beams);
  for (let place = length; ; place++) {
    const { capacity, mask } = cache;
    const step = await programs.hold(`step ${prompts} ${beams} ${capacity} ${named}`, () =>
      stepProgram(config, scores, { prompts, beams }, capacity),
    );
    const cached = layers.map((layer) => ({ [keysName(layer)]: cache.keys[layer], [valuesName(layer)]: cache.values[layer] }));
    const inputs = { tokens: search.tokens, places: places.fill(place), mask };
    const made = await step.run(Object.assign({}, weights, ...cached, inputs, search.inputs()));
    search.choose(made.scores as Float32Array);
    if (search.finished()) return;
    append(cache, ofLayers(config, made, keysName), ofLayers(config, made, valuesName), search.parents);
  }
}

const ofLayers = ({ layers }: TransformerConfig, made: NamedNumbers, name: (layer: number) => string): Float32Array[] =>
  Array.from({ length: layers }, (_, layer) => made[name(layer)] as Float32Array);
