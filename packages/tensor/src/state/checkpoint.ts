import type { NamedNumbers } from '../engines/engine.js';
import { statePrefixes } from '../training/training-program.js';
import { namedState, packedState, type StateLayout } from '../training/training-state.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** A training run between two steps. */
export interface Checkpoint {
  /** State of the training program. */
  readonly state: NamedNumbers;
  /** Steps taken. */
  readonly step: number;
  /** What the caller wants to find again. */
  readonly notes: Readonly<Record<string, string>>;
}

const STEP = 'step';
const NOTE = 'note/';

/**
 * A training run as a safetensors file, every parameter and slot under its own name (`namedState`), whatever the packing. The
 * numbers are those of the state, so a run goes on from here bit for bit.
 */
export function encodeCheckpoint(layout: StateLayout, { state, step, notes }: Checkpoint): Uint8Array {
  if (!isStep(step)) throw new RangeError(`expected a number of steps, found ${step}`);
  const tensors = Object.entries(namedState(layout, state)).map(([name, data]) => [name, { shape: shapeOf(layout, name), data }]);
  const metadata = Object.entries(notes).map(([name, value]) => [NOTE + name, value]);
  return encodeSafetensors(Object.fromEntries(tensors), { [STEP]: String(step), ...Object.fromEntries(metadata) });
}

/**
 * The training run that `encodeCheckpoint` wrote, under any packing of the same parameters.
 *
 * @throws RangeError when the file is damaged or holds the state of other parameters or another optimizer
 */
export function decodeCheckpoint(layout: StateLayout, bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const step = /^\d+$/.test(metadata[STEP] ?? '') ? Number(metadata[STEP]) : Number.NaN;
  if (!isStep(step)) throw new RangeError(`expected a checkpoint with its number of steps, found ${metadata[STEP] ?? 'none'}`);
  const named = Object.entries(tensors).map(([name, { shape, data }]) => {
    if (!(data instanceof Float32Array)) throw new RangeError(`expected ${name} of type F32, found I32`);
    return { name, shape, data };
  });
  const state = packedState(layout, Object.fromEntries(named.map(({ name, data }) => [name, data])));
  for (const { name, shape } of named) {
    const expected = shapeOf(layout, name);
    if (`${shape}` !== `${expected}`) throw new RangeError(`expected ${name} of shape [${expected}], found [${shape}]`);
  }
  const notes = Object.entries(metadata)
    .filter(([name]) => name.startsWith(NOTE))
    .map(([name, value]) => [name.slice(NOTE.length), value]);
  return { state, step, notes: Object.fromEntries(notes) };
}

const isStep = (step: number): boolean => Number.isSafeInteger(step) && step >= 0;

/** Shape of a parameter or of one of its slots, by its name in a named state. */
function shapeOf({ parameters, optimizer }: StateLayout, name: string): readonly number[] {
  const prefixes = statePrefixes(optimizer);
  const prefix = prefixes.find((start) => name.startsWith(start)) as string;
  return parameters[name.slice(prefix.length)].shape;
}
