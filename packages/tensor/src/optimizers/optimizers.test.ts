import { describe, expect, test } from 'vitest';
import { record } from '../recording/record.js';
import { trainingProgram } from '../training/training-program.js';
import { adam, adamW } from './adam.js';
import type { Optimizer } from './optimizer.js';
import { sgd } from './sgd.js';

/** Operations of a recorded step on tensors as long as the parameter, of the optimizer alone. */
function elementwiseOperations(optimizer: Optimizer): number {
  const size = 7;
  const { nodes } = record(
    trainingProgram({
      parameters: { p: { shape: [size] } },
      inputs: { gradient: { shape: [size], type: 'float32' } },
      loss: ({ p }, { gradient }) => p.mul(gradient).sum(),
      optimizer,
    }),
  );
  const arithmetic = ['Add', 'Sub', 'Mul', 'Div', 'Sqrt'];
  const long = nodes.filter(({ op, outputs }) => arithmetic.includes(op) && outputs[0].shape[0] === size);
  // The loss itself multiplies three times: the product, and the derivatives of sum and product.
  return long.length - 3;
}

describe('an update', () => {
  test.each([
    ['sgd', sgd(), 2],
    ['sgd with momentum', sgd({ momentum: 0.9 }), 4],
    ['adam', adam(), 10],
    ['adamW without decay', adamW({ weightDecay: 0 }), 10],
    ['adamW', adamW(), 11],
  ] as const)('by %s takes few operations on each element', (_, optimizer, operations) => {
    expect(elementwiseOperations(optimizer)).toBe(operations);
  });

  test('depends on the step only through its scalars, which are the same for the same step', () => {
    const optimizer = adamW();
    expect(optimizer.scalarsAt(41, 1e-3)).toEqual(adamW().scalarsAt(41, 1e-3));
    expect(optimizer.scalarsAt(41, 1e-3)).not.toEqual(optimizer.scalarsAt(42, 1e-3));
    expect(Object.keys(optimizer.scalarsAt(0, 1e-3))).toEqual(optimizer.scalars);
  });

  test.each([
    [() => sgd({ nesterov: true }), /momentum above 0 with nesterov/],
    [() => sgd({ momentum: 1 }), /momentum of \[0, 1\), found 1/],
    [() => adam({ beta1: 1 }), /beta1/],
    [() => adam({ beta2: -0.1 }), /beta2/],
    [() => adamW({ epsilon: Number.NaN }), /epsilon/],
    [() => adamW({ weightDecay: -1 }), /weightDecay/],
  ])('refuses options out of range (%#)', (make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(RangeError);
  });
});
