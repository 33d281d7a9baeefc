import type * as tf from '@tensorflow/tfjs';
import type { CompiledProgram, Engine, NamedNumbers, Numbers } from '../engines/engine.js';
import type { Program, Tensors } from '../program/program.js';
import { type Case, numbersOf } from './case.js';
import { listed, type Outcome } from './reference.js';

/** Outcomes of a case on an engine, or the error that it ended in. */
export type Result = readonly Outcome[] | Error;

interface Output {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** Cases as one program without state, and what each puts out, known once the program has been run or recorded. */
export function programOf(cases: readonly Case[]): { program: Program; outputs: Map<Case, Output[]> } {
  const outputs = new Map<Case, Output[]>();
  const inputName = (place: number, name: string) => `${place}/${name}`;
  const program: Program = {
    state: {},
    inputs: Object.fromEntries(
      cases.flatMap(({ inputs }, place) =>
        Object.entries(inputs).map(([name, { shape, type }]) => [
          inputName(place, name),
          // Booleans come in as 0 and 1.
          { shape, type: type === 'float32' ? type : ('int32' as const) },
        ]),
      ),
    ),
    step(_, given) {
      const all: Record<string, tf.Tensor> = {};
      cases.forEach((testCase, place) => {
        const tensors: Tensors = Object.fromEntries(
          Object.entries(testCase.inputs).map(([name, { type }]) => [name, given[inputName(place, name)].cast(type)]),
        );
        const made = listed(testCase.compute(tensors)).map((tensor, i) => {
          const name = `${place}/${i}`;
          all[name] = tensor.dtype === 'bool' ? tensor.cast('int32') : tensor;
          return { name, shape: tensor.shape, dtype: tensor.dtype };
        });
        outputs.set(testCase, made);
      });
      return { state: {}, outputs: all };
    },
  };
  return { program, outputs };
}

/** The inputs that `programOf` wants. */
export function inputsOf(cases: readonly Case[]): NamedNumbers {
  return Object.fromEntries(
    cases.flatMap((testCase, place) =>
      Object.entries(numbersOf(testCase)).map(([name, numbers]) => [`${place}/${name}`, numbers]),
    ),
  );
}

/** Runs all cases as one program; where that fails, each as a program of its own, so that the failure has a name. */
export async function runCases(engine: Engine, cases: readonly Case[], threads = 1): Promise<Map<Case, Result>> {
  try {
    return await runTogether(engine, cases, threads);
  } catch (error) {
    if (cases.length === 1) return new Map([[cases[0], error as Error]]);
    const results = new Map<Case, Result>();
    for (const testCase of cases) results.set(testCase, (await runCases(engine, [testCase], threads)).get(testCase)!);
    return results;
  }
}

async function runTogether(engine: Engine, cases: readonly Case[], threads: number): Promise<Map<Case, Result>> {
  const { program, outputs } = programOf(cases);
  const compiled: CompiledProgram = await engine.compile(program, {}, { threads, stepsPerCall: 1 });
  try {
    const made = await compiled.run(inputsOf(cases));
    return new Map(
      cases.map((testCase) => [
        testCase,
        outputs.get(testCase)!.map(({ name, shape, dtype }) => ({ shape, dtype, numbers: made[name] as Numbers })),
      ]),
    );
  } finally {
    await compiled.dispose();
  }
}
