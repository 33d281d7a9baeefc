import {
  type CompiledProgram,
  compile,
  type NamedNumbers,
  scheduleInputs,
  stateFrom,
  type Training,
  trainingProgram,
} from '@collapse-bench/tensor';
import type { Side } from '../comparison.js';

/** A training step to be timed; cases_torch.py has its twin. */
export interface TrainingCase {
  readonly training: Training;
  readonly learningRate: number;
  /** Images or tokens of a batch. */
  readonly units: number;
  /** Inputs of every step; absent: by formula (`batch`). */
  readonly batch?: NamedNumbers;
}

/** Weights are made of these primes on both sides, so that both begin from one state. */
const [STRIDE, SHIFT, PERIOD] = [7919, 104_729, 10_007];

const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** First parameters: matrices in (-0.05, 0.05), weights of norms 1, biases 0. */
export function firstParameters({ parameters }: Training): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape }], place) => {
      const size = sizeOf(shape);
      if (shape.length === 1) return [name, new Float32Array(size).fill(name.endsWith('weight') ? 1 : 0)];
      return [
        name,
        Float32Array.from({ length: size }, (_, i) => 0.1 * (((i * STRIDE + place * SHIFT) % PERIOD) / PERIOD - 0.5)),
      ];
    }),
  );
}

/** One batch, the same at every step: fractions, or ids below `classes`. */
export function batch({ inputs }: Training, classes: number): NamedNumbers {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, type }], place) => {
      const size = sizeOf(shape);
      return [
        name,
        type === 'int32'
          ? Int32Array.from({ length: size }, (_, i) => ((i + place) * STRIDE) % classes)
          : Float32Array.from({ length: size }, (_, i) => ((i * STRIDE + place * SHIFT) % PERIOD) / PERIOD),
      ];
    }),
  );
}

/** Runs steps on one batch; agrees on the loss of the second step, which the first one has changed. */
export function trainingSide(trained: TrainingCase, threads: number, classes = 0): Side {
  const { training, learningRate } = trained;
  const inputs = trained.batch ?? batch(training, classes);
  let compiled: Promise<CompiledProgram> | undefined;
  let steps = 0;
  let second = Number.NaN;
  const step = async (program: CompiledProgram): Promise<number> => {
    const { loss } = await program.run({ ...inputs, ...scheduleInputs(training.optimizer, steps, learningRate) });
    steps++;
    return loss[0];
  };
  const run = async () => {
    compiled ??= compile(trainingProgram(training), stateFrom(training, firstParameters(training)), { threads });
    const program = await compiled;
    if (steps === 0) {
      await step(program);
      second = await step(program);
    }
    await step(program);
  };
  return { run, agree: () => second };
}
