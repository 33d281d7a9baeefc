import type { Rng } from '@collapse-bench/core';
import type { CompiledProgram, NamedNumbers } from '../engines/engine.js';
import { sizeOf } from '../graph/graph.js';
import { packNumbers, unpackNumbers } from './packing.js';
import { initialParameters, type Parameters } from './parameters.js';
import { PARAMETERS, slabsOf, slotPrefix, statePrefixes, type Training } from './training-program.js';

/** What of a training program says how its state lies. */
export type StateLayout = Pick<Training, 'parameters' | 'optimizer' | 'packing'>;
export type NamedFloats = Readonly<Record<string, Float32Array>>;

/** The state of a training program with every parameter under its own name: `parameters/<name>`, `optimizer/<slot>/<name>`. */
export function namedState(layout: StateLayout, state: NamedNumbers): Record<string, Float32Array> {
  return overPrefixes(layout, state, (slabs, numbers) => unpackNumbers(slabs, numbers));
}

/**
 * The state of a training program, slab by slab, from one with every parameter under its own name.
 *
 * @throws RangeError when a tensor is missing, has another size, or belongs to no parameter
 */
export function packedState(layout: StateLayout, named: NamedFloats): Record<string, Float32Array> {
  checkNamed(layout, named);
  return overPrefixes(layout, named, (slabs, numbers) => packNumbers(slabs, numbers));
}

/** State before the first step: parameters as given, by name, and slots of zeros. */
export function stateFrom(layout: StateLayout, parameters: NamedFloats): Record<string, Float32Array> {
  const { optimizer } = layout;
  const named = Object.keys(layout.parameters).map((name) => [PARAMETERS + name, parameters[name]]);
  const packed = packedState({ ...layout, optimizer: { ...optimizer, slots: [] } }, Object.fromEntries(named));
  // Zeros that nobody has written take no memory yet, which copies of them would.
  const slots = optimizer.slots.flatMap((slot) =>
    slabsOf(layout).map(({ name, shape }) => [slotPrefix(slot.name) + name, new Float32Array(sizeOf(shape))]),
  );
  return { ...packed, ...Object.fromEntries(slots) };
}

/** State before the first step, with parameters drawn by their initialisers. */
export function initialState(layout: StateLayout & { readonly parameters: Parameters }, rng: Rng): Record<string, Float32Array> {
  return stateFrom(layout, initialParameters(layout.parameters, rng));
}

/**
 * Parameters and slots of a state as PyTorch has them: `<name>` and `<name>.exp_avg`, `<name>.exp_avg_sq` or
 * `<name>.momentum_buffer`. For export only: the factors are rounded, so a run does not go on from here bit for bit.
 */
export function torchState(layout: StateLayout, state: NamedNumbers): Record<string, Float32Array> {
  const named = namedState(layout, state);
  const scaled = layout.optimizer.slots.flatMap(({ name: slot, torch }) =>
    Object.keys(layout.parameters).map((name) => [
      `${name}.${torch.name}`,
      named[slotPrefix(slot) + name].map((value) => torch.scale * value),
    ]),
  );
  return { ...parametersOf(layout, state), ...Object.fromEntries(scaled) };
}

/** What of a training program's state the loss program has: the parameters, slab by slab. */
export function parameterState(state: NamedNumbers): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(state as NamedFloats).filter(([name]) => name.startsWith(PARAMETERS)));
}

/** The parameters alone, by name. */
export function parametersOf(layout: StateLayout, state: NamedNumbers): Record<string, Float32Array> {
  const slabs = slabsOf(layout);
  // The slots, which are twice as much, are not copied.
  const packed = Object.fromEntries(slabs.map(({ name }) => [name, (state as NamedFloats)[PARAMETERS + name]]));
  const named = unpackNumbers(slabs, packed);
  return Object.fromEntries(Object.keys(layout.parameters).map((name) => [name, named[name]]));
}

/** The parameters of a training program as they are now, by name; the slots, which are twice as much, are not copied. */
export async function readParameters(
  layout: StateLayout,
  program: Pick<CompiledProgram, 'readState'>,
): Promise<Record<string, Float32Array>> {
  return parametersOf(layout, await program.readState(slabsOf(layout).map(({ name }) => PARAMETERS + name)));
}

function overPrefixes(
  layout: StateLayout,
  numbers: NamedNumbers,
  change: (slabs: ReturnType<typeof slabsOf>, numbers: NamedFloats) => NamedFloats,
): Record<string, Float32Array> {
  const parts = statePrefixes(layout.optimizer).map((prefix) => {
    const below = Object.entries(numbers as NamedFloats)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array]);
    return Object.entries(change(slabsOf(layout), Object.fromEntries(below))).map(([name, array]) => [prefix + name, array]);
  });
  return Object.fromEntries(parts.flat());
}

function checkNamed({ parameters, optimizer }: StateLayout, named: NamedFloats): void {
  const prefixes = statePrefixes(optimizer);
  const expected = new Map(
    prefixes.flatMap((prefix) => Object.entries(parameters).map(([name, { shape }]) => [prefix + name, shape] as const)),
  );
  for (const [name, shape] of expected) {
    const found = named[name] as Float32Array | undefined;
    if (found === undefined) throw new RangeError(`expected a state with ${name}, found none`);
    if (found.length !== sizeOf(shape)) {
      throw new RangeError(`expected ${name} of shape [${shape}], found ${found.length} elements`);
    }
  }
  const other = Object.keys(named).find((name) => !expected.has(name));
  if (other !== undefined) throw new RangeError(`expected a state of ${[...expected.keys()].join(', ')}, found ${other} besides`);
}
