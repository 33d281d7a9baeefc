import { cpu } from '../engines/cpu.js';
import type { Engine } from '../engines/engine.js';
import { onnx } from '../engines/onnx.js';
import { tensorflow } from '../engines/tensorflow.js';
import { EngineUnavailable } from '../engines/unavailable.js';
import { wasm } from '../engines/wasm/wasm.js';
import type { Program } from '../program/program.js';

export interface TestedEngine {
  readonly engine: Engine;
  /** Cases that the engine is known to fail, by name; they are skipped and the reason shown. */
  readonly lacks: readonly { readonly names: RegExp; readonly reason: string }[];
}

/** Faults of @tensorflow/tfjs-backend-wasm 4.22 that programs of this project do not meet. */
const wasmLacks: TestedEngine['lacks'] = [
  { names: /^(expm1|isFinite|isInf|isNaN|log1p|reciprocal) of int32|^clip of integers/, reason: 'reads integers as floats' },
  { names: /^log1p near 0/, reason: 'log1p is log(1 + x)' },
  { names: /^cast of .* to bool/, reason: 'a cast to bool keeps the bits' },
  { names: /^floorDiv of float32|^integers divided by 0/, reason: 'floorDiv puts out floats, and division by 0 ends the module' },
  { names: /^maximum and minimum of no number|^relu of no number/, reason: 'NaN is passed over' },
  { names: /^sum of nothing/, reason: 'a sum of nothing is what lay in its memory' },
  { names: /^where of (bool|two types)/, reason: 'where does not look at the type' },
  { names: /^reverse of .*bool/, reason: 'writes four bytes for a boolean' },
  { names: /^gather from bool/, reason: 'writes beyond the end of booleans' },
  { names: /^gather from .* [12] batch axes/, reason: 'batch axes are wrong' },
  { names: /^stridedSlice.* of (int32|bool)/, reason: 'puts out floats' },
  { names: /^segment sums of integers/, reason: 'keeps integers' },
  {
    names: /^oneHot of|^oneHot with values/,
    reason: 'writes outside of its memory for an index outside, and knows integers only',
  },
  { names: /^(product of int32|product of float32\[3,0\])/, reason: 'no integers, and no product over nothing' },
  { names: /^fused product with a bias \[(1|2,3),5\]/, reason: 'wants a bias of one axis' },
];

/** The engines that the conformance suite holds to the `cpu` backend. */
export const testedEngines: readonly TestedEngine[] = [
  { engine: onnx, lacks: [] },
  { engine: cpu, lacks: [] },
  { engine: wasm, lacks: wasmLacks },
  { engine: tensorflow, lacks: [] },
];

const probe: Program = {
  state: {},
  inputs: { x: { shape: [1], type: 'float32' } },
  step: (_, { x }) => ({ state: {}, outputs: { y: x.neg() } }),
};

/** Why an engine cannot run on this machine, if it cannot. */
export async function whyUnavailable({ compile }: Engine): Promise<string | undefined> {
  try {
    const compiled = await compile(probe, {}, { threads: 1, stepsPerCall: 1 });
    await compiled.dispose();
    return undefined;
  } catch (error) {
    if (error instanceof EngineUnavailable) return error.message;
    throw error;
  }
}
