import * as tf from '@tensorflow/tfjs';
import type { Engine, NamedNumbers, Numbers } from '../engines/engine.js';
import { sizeOf } from '../graph/graph.js';
import type { Program, Tensors } from '../program/program.js';
import { type Case, numbersOf } from './case.js';
import { listed } from './reference.js';

/** Derivatives of one input of a case, element by element. */
export interface Gradient {
  readonly testCase: Case;
  readonly input: string;
  /** By TensorFlow.js's differentiation, recorded. */
  readonly found: Numbers;
  /** Central differences of the recorded forward pass. */
  readonly differences: Float64Array;
}

/** Half of the distance between the two sides of a difference: rounding and curvature err alike there, by about 1e-4. */
const STEP = 1e-2;
/** Weights of the outputs, so that no two of them cancel: (1 + place) mod 5 - 1.5. */
const weight = (place: number): number => ((place + 1) % 5) - 1.5;

/**
 * Gradients of the cases' weighted outputs. One program holds every case's outputs and gradients; it runs twice for each element
 * of the largest input, and every run moves that element in all cases at once.
 */
export async function gradientsOf(engine: Engine, cases: readonly Case[]): Promise<Gradient[]> {
  const smooth = cases.flatMap((testCase) => (testCase.differentiable ?? []).map((input) => ({ testCase, input })));
  const program = programOf(smooth);
  const compiled = await engine.compile(program, {}, { threads: 1, stepsPerCall: 1 });
  const base: NamedNumbers = Object.fromEntries(
    smooth.flatMap(({ testCase }, place) =>
      Object.entries(numbersOf(testCase)).map(([name, numbers]) => [`${place}/${name}`, numbers]),
    ),
  );
  const sizes = smooth.map(({ testCase, input }) => sizeOf(testCase.inputs[input].shape));
  const atBase = await compiled.run(base);
  const gradients = smooth.map(({ testCase, input }, place) => ({
    testCase,
    input,
    found: atBase[`${place}/gradient`],
    differences: new Float64Array(sizes[place]),
  }));
  for (let element = 0; element < Math.max(...sizes); element++) {
    const [above, below] = [await compiled.run(moved(element, STEP)), await compiled.run(moved(element, -STEP))];
    gradients.forEach(({ testCase, input, differences }, place) => {
      if (element >= sizes[place]) return;
      const at = numbersOf(testCase)[input][element];
      // The distance that floats allow.
      const distance = Math.fround(at + STEP) - Math.fround(at - STEP);
      differences[element] = weighted(above[`${place}/value`], below[`${place}/value`]) / distance;
    });
  }
  await compiled.dispose();
  return gradients;

  function moved(element: number, by: number): NamedNumbers {
    const numbers: Record<string, Numbers> = { ...base };
    smooth.forEach(({ input }, place) => {
      if (element >= sizes[place]) return;
      const name = `${place}/${input}`;
      numbers[name] = numbers[name].slice();
      numbers[name][element] += by;
    });
    return numbers;
  }
}

/** Weighted sum of the differences of two outputs. */
function weighted(above: Numbers, below: Numbers): number {
  return Array.from(above).reduce((sum, value, place) => sum + weight(place) * (value - below[place]), 0);
}

function programOf(smooth: readonly { readonly testCase: Case; readonly input: string }[]): Program {
  return {
    state: {},
    inputs: Object.fromEntries(
      smooth.flatMap(({ testCase }, place) =>
        Object.entries(testCase.inputs).map(([name, { shape, type }]) => [
          `${place}/${name}`,
          { shape, type: type === 'float32' ? type : ('int32' as const) },
        ]),
      ),
    ),
    step(_, given) {
      const outputs: Record<string, tf.Tensor> = {};
      smooth.forEach(({ testCase, input }, place) => {
        const tensors: Tensors = Object.fromEntries(
          Object.entries(testCase.inputs).map(([name, { type }]) => [name, given[`${place}/${name}`].cast(type)]),
        );
        const value = (x: tf.Tensor) =>
          tf.concat(listed(testCase.compute({ ...tensors, [input]: x })).map((made) => made.cast('float32').reshape([-1])));
        outputs[`${place}/value`] = value(tensors[input]);
        const weights = tf.tensor1d(Array.from({ length: outputs[`${place}/value`].size }, (_, i) => weight(i)));
        outputs[`${place}/gradient`] = tf.grad((x) => tf.sum(tf.mul(value(x), weights)))(tensors[input]);
      });
      return { state: {}, outputs };
    },
  };
}
