import type { CompiledProgram } from '../../engines/engine.js';
import { sizeOf } from '../../graph/graph.js';
import golden from '../runs.golden.json' with { type: 'json' };
import { scheduleInputs } from '../training-program.js';
import type { SmallModel } from './models.js';
import { spreadFloats } from './spread.js';

/** A run of PyTorch: losses before each step, norms before clipping, parameters after the last. */
export interface Run {
  readonly name: string;
  readonly parameters: Readonly<Record<string, { readonly shape: number[]; readonly scale: number | null }>>;
  readonly losses: number[];
  readonly gradientNorms: number[];
  readonly sums: Readonly<Record<string, number>>;
  readonly firsts: Readonly<Record<string, number[]>>;
}

export const runs = golden.runs as unknown as readonly Run[];

/** Shapes and first values of a small model's parameters. */
export function startOf(name: string): Pick<Run, 'parameters'> & { readonly start: Record<string, Float32Array> } {
  const { parameters } = runs.find((run) => run.name === name) as Run;
  const values = Object.entries(parameters).map(([parameter, { shape, scale }], salt) => [
    parameter,
    scale === null ? new Float32Array(sizeOf(shape)).fill(1) : spreadFloats(salt, sizeOf(shape), scale),
  ]);
  return { parameters, start: Object.fromEntries(values) };
}

/** Steps from one number up to another, with the losses and norms on the way. */
export async function takeSteps(
  compiled: CompiledProgram,
  model: SmallModel,
  from: number,
  to: number,
): Promise<{ losses: number[]; norms: number[] }> {
  const losses: number[] = [];
  const norms: number[] = [];
  for (let step = from; step < to; step++) {
    const schedule = scheduleInputs(model.optimizer, step, model.learningRate(step));
    const outputs = await compiled.run({ ...model.batch(step), ...schedule });
    losses.push(outputs.loss[0]);
    if (model.clipNorm !== undefined) norms.push(outputs.gradientNorm[0]);
  }
  return { losses, norms };
}
