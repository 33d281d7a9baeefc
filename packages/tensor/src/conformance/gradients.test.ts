import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { onnx } from '../engines/onnx.js';
import { families } from '../testing/cases/index.js';
import { gradientsOf } from '../testing/gradients.js';

/** As a part of 1 + the largest difference. */
const TOLERANCE = 2e-3;

for (const [family, cases] of Object.entries(families)) {
  const gradients = await gradientsOf(onnx, cases);
  describe(`gradients: ${family}`, () => {
    test.each(gradients.map((gradient) => [`${gradient.testCase.name}, by ${gradient.input}`, gradient] as const))(
      '%s',
      (_, { found, differences }) => {
        expect(found.length).toBe(differences.length);
        const scale = 1 + Math.max(...differences.map(Math.abs));
        const wrong = Array.from(differences, (difference, i) => ({ place: i, difference, found: found[i] })).filter(
          (at) => !(Math.abs(at.difference - at.found) <= TOLERANCE * scale),
        );
        expect(wrong).toEqual([]);
      },
    );
  });
}

test('the finite differences see a wrong gradient', async () => {
  const halved = tf.customGrad((x) => ({ value: tf.square(x as tf.Tensor), gradFunc: (dy) => tf.mul(dy, x as tf.Tensor) }));
  const [{ found, differences }] = await gradientsOf(onnx, [
    {
      name: 'half of a gradient',
      inputs: { x: { shape: [3], type: 'float32', draw: 'normal' } },
      compute: ({ x }) => halved(x),
      differentiable: ['x'],
    },
  ]);
  for (const [i, value] of found.entries()) expect(2 * value).toBeCloseTo(differences[i], 3);
});
