import { expect, it } from 'vitest';
import golden from './fast-exp.golden.json' with { type: 'json' };
import { fastExp } from './fast-exp.js';

/** Distance between neighbouring doubles at a normal number. */
function ulp(value: number): number {
  return 2 ** (Math.floor(Math.log2(value)) - 52);
}

it('is within 1 ulp of the correctly rounded exponential', () => {
  let worst = 0;
  golden.inputs.forEach((x, i) => {
    const correct = golden.outputs[i];
    // -708 itself is cut off; it is a normal number still.
    if (x <= -708) return;
    worst = Math.max(worst, Math.abs(fastExp(x) - correct) / ulp(correct));
  });
  expect(worst).toBeLessThanOrEqual(1);
  expect(golden.inputs.length).toBeGreaterThan(3000);
});
