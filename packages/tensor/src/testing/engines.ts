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

/** The engines that the conformance suite holds to the `cpu` backend. */
export const testedEngines: readonly TestedEngine[] = [
  { engine: onnx, lacks: [] },
  { engine: cpu, lacks: [] },
  { engine: wasm, lacks: [{ names: /^maximum and minimum of no number/, reason: 'NaN is passed over' }] },
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
