import { expect, test } from 'vitest';
import golden from './xoshiro128.golden.json' with { type: 'json' };
import { fillUniform, nextUint32, openUniform, uniform } from './xoshiro128.js';

test.each(golden.cases)('the recurrence from state $state is the published one', (known) => {
  const rng = { state: Uint32Array.from(known.state) };
  const outputs = Array.from({ length: 10_000 }, () => nextUint32(rng));
  expect(outputs.slice(0, 20)).toEqual(known.first);
  expect(outputs[9999]).toBe(known.tenThousandth);
  expect([...rng.state]).toEqual(known.stateAfter);
});

test.each(golden.cases)('uniforms after state $state are the expected bits of the words', (known) => {
  const rng = { state: Uint32Array.from(known.stateAfter) };
  expect(Array.from({ length: 10 }, () => uniform(rng))).toEqual(known.uniforms);
  const filled = new Float64Array(10);
  fillUniform({ state: Uint32Array.from(known.stateAfter) }, filled);
  expect([...filled]).toEqual(known.uniforms);
  const again = { state: Uint32Array.from(known.stateAfter) };
  expect(Array.from({ length: 10 }, () => openUniform(again))).toEqual(known.openUniforms);
});
