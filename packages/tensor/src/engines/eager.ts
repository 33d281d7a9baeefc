import * as tf from '@tensorflow/tfjs';
import { sizeOf } from '../graph/graph.js';
import { checkState } from '../program/check.js';
import type { Program, TensorSpec, TensorSpecs, Tensors } from '../program/program.js';
import type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engine.js';
import { mapValues, stacked } from './numbers.js';
import { onBackend } from './tf-backend.js';

/**
 * An engine that runs the program's operations one by one on a TensorFlow.js backend.
 * @param prepare makes the backend ready and returns its name; called at each compilation.
 */
export function eagerEngine(id: string, prepare: (options: CompileOptions) => Promise<string>): Engine {
  return {
    id,
    async compile(program, initial, options) {
      const backend = await prepare(options);
      return compileEager(backend, program, initial, options.stepsPerCall);
    },
  };
}

function compileEager(backend: string, program: Program, initial: NamedNumbers, stepsPerCall: number): CompiledProgram {
  let state: Tensors = onBackend(backend, () => tensorsOf(program.state, initial, 0));

  const replaceState = (next: Tensors) => {
    tf.dispose(state);
    state = next;
  };

  /** Takes one step on the inputs at `place` of the leading axis. */
  const step = (inputs: NamedNumbers, place: number): NamedNumbers => {
    let next: Tensors = {};
    let outputs: NamedNumbers = {};
    tf.tidy(() => {
      const made = program.step(state, tensorsOf(program.inputs, inputs, place));
      checkState(program.state, made.state);
      outputs = mapValues(made.outputs, (tensor, name) => numbersOf(tensor, name));
      // Clones, which share their data, because a program may hand back a tensor that it was given, or one twice.
      next = mapValues(made.state, (tensor) => tf.keep(tensor.clone()));
    });
    replaceState(next);
    return outputs;
  };

  return {
    async run(inputs) {
      return onBackend(backend, () => stacked(Array.from({ length: stepsPerCall }, (_, place) => step(inputs, place))));
    },
    async readState(wanted = Object.keys(state)) {
      return Object.fromEntries(wanted.map((name) => [name, numbersOf(state[name], name)]));
    },
    async writeState(numbers) {
      replaceState(onBackend(backend, () => tensorsOf(program.state, numbers, 0)));
    },
    async dispose() {
      replaceState({});
    },
  };
}

/** Tensors of copies: a backend may keep the array that it is given. */
function tensorsOf(specs: TensorSpecs, numbers: NamedNumbers, place: number): Tensors {
  return mapValues(specs, ({ shape, type }: TensorSpec, name) => {
    const size = sizeOf(shape);
    return tf.tensor(numbers[name].slice(place * size, (place + 1) * size), [...shape], type);
  });
}

/** A copy of the tensor's numbers: reading may hand out the array that the backend works on. */
function numbersOf(tensor: tf.Tensor, name: string): Numbers {
  if (tensor.dtype !== 'float32' && tensor.dtype !== 'int32') {
    throw new RangeError(`expected ${name} to be of float32 or int32, found ${tensor.dtype}`);
  }
  return (tensor.dataSync() as Numbers).slice();
}
