import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { RECORDING } from '../recording/backend.js';
import { record } from '../recording/record.js';
import { families } from '../testing/cases/index.js';
import { kernelsCalled } from '../testing/kernels-called.js';
import { programOf } from '../testing/run-cases.js';

const cases = Object.values(families).flat();

test('every kernel that can be recorded has a case', () => {
  const called = kernelsCalled(() => record(programOf(cases).program));
  const registered = tf.getKernelsForBackend(RECORDING).map(({ kernelName }) => kernelName);
  expect(registered.length).toBeGreaterThan(90);
  expect(registered.filter((name) => !called.has(name)).sort()).toEqual([]);
});

test('cases have names of their own', () => {
  const names = cases.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
