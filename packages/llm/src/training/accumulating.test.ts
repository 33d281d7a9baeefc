import { compile, type NamedNumbers, parametersOf, scheduleInputs, stateFrom, trainingProgram } from '@collapse-bench/tensor';
import { equalBlocks } from '@collapse-bench/text';
import { expect, test } from 'vitest';
import { parametersOf as shapesOf } from '../architecture/parameters.js';
import { formulaTokens, formulaWeights } from '../testing/formula-weights.js';
import { smallOpt } from '../testing/small-configs.js';
import { notYet } from './accumulating.js';
import { batches } from './batches.js';
import { trainingStep } from './training-step.js';

const config = smallOpt({ positions: 8, width: 8, layers: 1, heads: 2, feedForward: 16, endToken: 0 });
const first = formulaWeights(shapesOf(config));
const [BATCH, STEPS] = [5, 4];
const blocks = equalBlocks(Uint32Array.from(formulaTokens(config.vocabulary, 'parts', BATCH * 7)), 7);
const rng = { state: Uint32Array.of(1, 2, 3, 4) };
const places = Uint32Array.of(3, 1, 4, 0, 2);

/** Four steps on one batch, so many rows of it at a time: losses of the steps, and the weights after each part. */
async function steps(rows: number) {
  const shape = { config, rows, length: 6, inParts: rows < BATCH, weightDecay: 0.1, clipNorm: undefined, dropout: false };
  const training = trainingStep(shape);
  const program = await compile(trainingProgram(training), stateFrom(training, first));
  const source = batches(blocks, training, BATCH, rows);
  const losses: number[] = [];
  const states: NamedNumbers[] = [];
  for (let step = 0; step < STEPS; step++) {
    const scheduled = scheduleInputs(training.optimizer, step, 0.01);
    let loss = 0;
    for (let part = 0; part * rows < BATCH; part++) {
      const last = (part + 1) * rows >= BATCH;
      loss += (await program.run({ ...source.fill(places, part, rng), ...(last ? scheduled : notYet(scheduled)) })).loss[0];
      states.push(parametersOf(training, await program.readState()));
    }
    losses.push(loss);
  }
  await program.dispose();
  return { losses, states };
}

test.each([1, 2, 3])(
  'a batch of five, %i rows at a time, moves the weights once a step and as the whole batch does',
  async (rows) => {
    const [whole, parts] = [await steps(BATCH), await steps(rows)];
    for (const [i, loss] of whole.losses.entries()) expect(parts.losses[i] / loss).toBeCloseTo(1, 6);
    const each = Math.ceil(BATCH / rows);
    expect(parts.states.length).toBe(STEPS * each);
    // Until the last part of the first step nothing has moved, to the bit.
    for (let part = 0; part < each - 1; part++) expect(parts.states[part]).toEqual(first);
    for (const [name, numbers] of Object.entries(whole.states[STEPS - 1] as Record<string, Float32Array>)) {
      // Noise divided by its own size; see the golden.
      if (name.endsWith('k_proj.bias')) continue;
      const last = parts.states[STEPS * each - 1][name];
      const furthest = numbers.reduce((far, value, i) => Math.max(far, Math.abs(value - last[i])), 0);
      expect(furthest, name).toBeLessThan(1e-4);
      expect(numbers).not.toEqual(first[name]);
    }
  },
);
