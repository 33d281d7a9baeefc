import * as tf from '@tensorflow/tfjs';
import type { NamedNumbers } from '../engines/engine.js';
import { clipNorm } from '../optimizers/clip-norm.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import type { Program, TensorSpecs, Tensors } from '../program/program.js';
import { packNothing, packTensors, type Slab, unpackTensors } from './packing.js';
import type { Parameter } from './parameters.js';

/** What a loss returns: a scalar, or the scalar `loss` with whatever else is wanted. */
export type LossResult = tf.Tensor | (Tensors & { readonly loss: tf.Tensor });
export type Loss = (parameters: Tensors, inputs: Tensors) => LossResult;

export interface Training {
  readonly parameters: Readonly<Record<string, Pick<Parameter, 'shape'>>>;
  readonly inputs: TensorSpecs;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Largest global norm of the gradients; without it they are taken as they are. */
  readonly clipNorm?: number;
  /** How parameters lie in the state (`packSmall`); each by itself if left out. */
  readonly packing?: readonly Slab[];
}

/** Names in the state of a training program, before a slab's own name. */
export const statePrefixes = (optimizer: Optimizer): string[] => [
  PARAMETERS,
  ...optimizer.slots.map(({ name }) => slotPrefix(name)),
];

export const PARAMETERS = 'parameters/';
const OPTIMIZER = 'optimizer/';
export const slotPrefix = (slot: string): string => `${OPTIMIZER}${slot}/`;

export const slabsOf = ({ packing, parameters }: Pick<Training, 'packing' | 'parameters'>): readonly Slab[] =>
  packing ?? packNothing(parameters);

/**
 * One step of training: loss, gradients, clipping, update. State: `parameters/<slab>` and `optimizer/<slot>/<slab>`. Inputs:
 * those of the loss, and the optimizer's scalars (`scheduleInputs`). Outputs: `loss`, what else the loss returns, and
 * `gradientNorm`, before clipping, when there is clipping.
 *
 * @throws RangeError, when recorded or run, if the loss is no scalar or does not depend on a parameter
 */
export function trainingProgram(training: Training): Program {
  const { optimizer, loss, inputs } = training;
  const slabs = slabsOf(training);
  const taken = Object.keys(inputs).find((name) => name.startsWith(OPTIMIZER));
  if (taken !== undefined) throw new RangeError(`expected inputs whose names do not begin with ${OPTIMIZER}, found ${taken}`);
  const scalarSpecs = optimizer.scalars.map((name) => [`${OPTIMIZER}${name}`, { shape: [], type: 'float32' as const }]);
  return {
    state: slabSpecs(slabs, statePrefixes(optimizer)),
    inputs: { ...inputs, ...Object.fromEntries(scalarSpecs) },
    step(state, given) {
      const packed = named(slabs, PARAMETERS, state);
      const { outputs, gradients } = lossAndGradients(loss, unpackTensors(slabs, packed), given);
      const packedGradients = packTensors(slabs, gradients);
      const { taken, norm } = clipped(packedGradients, training.clipNorm);
      const scalars = Object.fromEntries(optimizer.scalars.map((name) => [name, given[`${OPTIMIZER}${name}`]]));
      const next: Record<string, tf.Tensor> = {};
      for (const { name } of slabs) {
        const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot.name, state[slotPrefix(slot.name) + name]]));
        const updated = optimizer.update(packed[name], taken[name], slots, scalars);
        next[PARAMETERS + name] = updated.parameter;
        for (const [slot, tensor] of Object.entries(updated.slots)) next[slotPrefix(slot) + name] = tensor;
      }
      return { state: next, outputs: norm === undefined ? outputs : { ...outputs, gradientNorm: norm } };
    },
  };
}

/**
 * The loss alone, for evaluation: state `parameters/<slab>` goes in and out unchanged (`parameterState` takes it
 * from a training state); outputs as the training program's.
 */
export function lossProgram(training: Pick<Training, 'parameters' | 'inputs' | 'loss' | 'packing'>): Program {
  const slabs = slabsOf(training);
  return {
    state: slabSpecs(slabs, [PARAMETERS]),
    inputs: training.inputs,
    step: (state, inputs) => ({
      state,
      outputs: outputsOf(training.loss(unpackTensors(slabs, named(slabs, PARAMETERS, state)), inputs)),
    }),
  };
}

/**
 * Inputs of a training program that follow from the step: the optimizer's scalars.
 *
 * @param step steps taken before this one: 0 at first
 */
export function scheduleInputs(optimizer: Optimizer, step: number, learningRate: number): NamedNumbers {
  const scalars = optimizer.scalarsAt(step, learningRate);
  return Object.fromEntries(optimizer.scalars.map((name) => [`${OPTIMIZER}${name}`, Float32Array.of(scalars[name])]));
}

function slabSpecs(slabs: readonly Slab[], prefixes: readonly string[]): TensorSpecs {
  return Object.fromEntries(
    prefixes.flatMap((prefix) => slabs.map(({ name, shape }) => [prefix + name, { shape, type: 'float32' as const }])),
  );
}

/** The slabs that a state holds under a prefix. */
function named(slabs: readonly Slab[], prefix: string, state: Tensors): Record<string, tf.Tensor> {
  return Object.fromEntries(slabs.map(({ name }) => [name, state[prefix + name]]));
}

function outputsOf(result: LossResult): Tensors & { readonly loss: tf.Tensor } {
  const outputs = result instanceof tf.Tensor ? { loss: result } : result;
  if (outputs.loss.rank !== 0) throw new RangeError(`expected a scalar loss, found one of shape [${outputs.loss.shape}]`);
  return outputs;
}

function lossAndGradients(loss: Loss, parameters: Tensors, inputs: Tensors) {
  const names = Object.keys(parameters);
  let kept: [string, tf.Tensor][] = [];
  const forward = (...values: tf.Tensor[]) => {
    const outputs = outputsOf(loss(Object.fromEntries(names.map((name, i) => [name, values[i]])), inputs));
    // TensorFlow.js disposes of everything but the loss when the forward pass is over.
    kept = Object.entries(outputs)
      .filter(([name]) => name !== 'loss')
      .map(([name, tensor]) => [name, tf.keep(tf.clone(tensor))]);
    return outputs.loss;
  };
  // tf.valueAndGrads says only that some gradient is missing; this says which.
  const values = names.map((name) => parameters[name]);
  const { value, grads } = tf.engine().gradients(() => forward(...values), values, undefined, true);
  const unused = names.filter((_, i) => (grads[i] as tf.Tensor | null | undefined) == null);
  const others = kept.map(([name, tensor]) => {
    const copy = tf.clone(tensor);
    tensor.dispose();
    return [name, copy];
  });
  if (unused.length > 0)
    throw new RangeError(`expected a loss that depends on every parameter, found none on ${unused.join(', ')}`);
  return {
    outputs: { loss: value, ...Object.fromEntries(others) } as Tensors,
    gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]])),
  };
}

function clipped(gradients: Readonly<Record<string, tf.Tensor>>, maxNorm: number | undefined) {
  if (maxNorm === undefined) return { taken: gradients };
  const names = Object.keys(gradients);
  const { gradients: scaled, norm } = clipNorm(Object.values(gradients), maxNorm);
  return { taken: Object.fromEntries(names.map((name, i) => [name, scaled[i]])), norm };
}
