import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { everywhere, largestError } from '../training/testing/evaluate.js';
import { scheduleInputs, trainingProgram } from '../training/training-program.js';
import { stateFrom, torchState } from '../training/training-state.js';
import { adam, adamW } from './adam.js';
import type { Optimizer } from './optimizer.js';
import golden from './optimizers.golden.json' with { type: 'json' };
import { sgd } from './sgd.js';

/** Float32 rounding over eight steps, in units of 1 + |value|; a wrong place of epsilon or of decay shows at 1e-3. */
const TOLERANCE = 5e-7;
const makers: Readonly<Record<string, (options: object) => Optimizer>> = { sgd, adam, adamW };

describe.each(everywhere)('on %s', (engine) => {
  test.each(golden.cases)(
    '$optimizer $options takes the steps of PyTorch',
    async ({ optimizer: id, options, parameters, state }) => {
      const optimizer = makers[id](options);
      const size = golden.start.length;
      const layout = { parameters: { p: { shape: [size] } }, optimizer };
      const program = trainingProgram({
        ...layout,
        inputs: { gradient: { shape: [size], type: 'float32' } },
        // Its gradient is the given one.
        loss: ({ p }, { gradient }) => p.mul(gradient).sum(),
      });
      const compiled = await compile(program, stateFrom(layout, { p: Float32Array.from(golden.start) }), { engine });
      for (const [step, gradient] of golden.gradients.entries()) {
        await compiled.run({
          gradient: Float32Array.from(gradient),
          ...scheduleInputs(optimizer, step, golden.rates[step]),
        });
        const found = torchState(layout, await compiled.readState());
        expect(largestError(found.p, parameters[step])).toBeLessThan(TOLERANCE);
      }
      const { p: _, ...found } = torchState(layout, await compiled.readState());
      const expected = Object.entries(state as Record<string, number[]>);
      expect(Object.keys(found)).toEqual(expected.map(([name]) => `p.${name}`));
      for (const [name, values] of expected) expect(largestError(found[`p.${name}`], values)).toBeLessThan(TOLERANCE);
      await compiled.dispose();
    },
  );
});
