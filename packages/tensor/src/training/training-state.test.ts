import { describe, expect, test } from 'vitest';
import { sgd } from '../optimizers/sgd.js';
import { packNothing, packSmall } from './packing.js';
import { namedState, packedState, parameterState, parametersOf, stateFrom, torchState } from './training-state.js';

const parameters = { w: { shape: [2, 2] }, b: { shape: [2] }, c: { shape: [1] } };
const optimizer = sgd({ momentum: 0.9 });
const packed = { parameters, optimizer, packing: packSmall(parameters, 4) };
const plain = { parameters, optimizer, packing: packNothing(parameters) };
const values = { w: Float32Array.of(1, 2, 3, 4), b: Float32Array.of(5, 6), c: Float32Array.of(7) };

describe('a state', () => {
  test('begins with given parameters and slots of zeros', () => {
    expect(stateFrom(packed, values)).toEqual({
      'parameters/w': values.w,
      'parameters/packed': Float32Array.of(5, 6, 7),
      'optimizer/momentum/w': new Float32Array(4),
      'optimizer/momentum/packed': new Float32Array(3),
    });
  });

  test('goes from one packing to another by names', () => {
    const state = { ...stateFrom(packed, values), 'optimizer/momentum/packed': Float32Array.of(0.5, 0.25, 0.125) };
    const named = namedState(packed, state);
    expect(named['optimizer/momentum/c']).toEqual(Float32Array.of(0.125));
    expect(packedState(plain, named)).toEqual(named);
    expect(packedState(packed, named)).toEqual(state);
    expect(parametersOf(packed, state)).toEqual(values);
    expect(Object.keys(parameterState(state))).toEqual(['parameters/w', 'parameters/packed']);
    expect(torchState(packed, state)['c.momentum_buffer']).toEqual(Float32Array.of(0.125));
  });

  test('with something missing, too much or of another size is refused', () => {
    const named = namedState(plain, stateFrom(plain, values));
    const { 'optimizer/momentum/b': _, ...less } = named;
    expect(() => packedState(packed, less)).toThrow(/a state with optimizer\/momentum\/b, found none/);
    expect(() => packedState(packed, { ...named, 'parameters/d': values.c })).toThrow(/found parameters\/d besides/);
    expect(() => packedState(packed, { ...named, 'parameters/b': values.c })).toThrow(/parameters\/b of shape \[2\], found 1/);
    const { c: _c, ...few } = values;
    expect(() => stateFrom(packed, few)).toThrow(/a state with parameters\/c, found none/);
  });
});
