import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { packNothing, packSmall } from './packing.js';
import { everywhere, largestError } from './testing/evaluate.js';
import { smallModels } from './testing/models.js';
import { runs, startOf, takeSteps } from './testing/small-run.js';
import { trainingProgram } from './training-program.js';
import { parametersOf, stateFrom } from './training-state.js';

/**
 * Over 20 steps, in units of 1 + |value|. Seen: losses and norms 2e-7 apart, the last bits of sums in another order; another rate,
 * decay or epsilon shows at 1e-3.
 */
const TOLERANCE = 2e-6;

const cases = everywhere.flatMap((engine) =>
  (['packed', 'unpacked'] as const).flatMap((packing) => runs.map((run) => ({ engine, packing, name: run.name, run }))),
);

describe('twenty steps', () => {
  // One packing is enough on the engines that take the operations as they come.
  test.each(cases.filter(({ engine, packing }) => engine === 'onnx' || packing === 'packed'))(
    'of $name on $engine, $packing, are those of PyTorch',
    async ({ engine, packing, name, run }) => {
      const { parameters, start } = startOf(name);
      const slabs = packing === 'packed' ? packSmall(parameters, 1024) : packNothing(parameters);
      const training = { ...smallModels[name], parameters, packing: slabs };
      const compiled = await compile(trainingProgram(training), stateFrom(training, start), { engine });
      const { losses, norms } = await takeSteps(compiled, smallModels[name], 0, run.losses.length);
      expect(largestError(losses, run.losses)).toBeLessThan(TOLERANCE);
      expect(largestError(norms, run.gradientNorms)).toBeLessThan(TOLERANCE);
      const found = parametersOf(training, await compiled.readState());
      for (const [parameter, firsts] of Object.entries(run.firsts)) {
        expect(largestError(found[parameter].subarray(0, 4), firsts), parameter).toBeLessThan(1e-4);
        const sum = found[parameter].reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - run.sums[parameter]), parameter).toBeLessThan(1e-4 * Math.sqrt(found[parameter].length));
      }
      await compiled.dispose();
    },
  );
});
