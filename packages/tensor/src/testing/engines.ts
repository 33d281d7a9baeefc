import { cpu } from '../engines/cpu.js';
import type { Engine } from '../engines/engine.js';
import { onnx } from '../engines/onnx.js';
import { onnxWebgpu } from '../engines/onnx-webgpu.js';
import { tensorflow } from '../engines/tensorflow.js';
import { EngineUnavailable } from '../engines/unavailable.js';
import { wasm } from '../engines/wasm/wasm.js';
import type { Program } from '../program/program.js';

export interface TestedEngine {
  readonly engine: Engine;
  /** Cases that the engine is known to fail, by name; they are skipped and the reason shown. */
  readonly lacks: readonly { readonly names: RegExp; readonly reason: string }[];
}

/** Seen with @tensorflow/tfjs-node 4.22 on TensorFlow 2.15. */
const tensorflowLacks: TestedEngine['lacks'] = [
  {
    names: /^(atan|expm1|isFinite|isInf|isNaN|leakyRelu|log1p|reciprocal|selu|softplus) of int32|^step of integers/,
    reason: 'has no such function of integers',
  },
  {
    names: /^(mul|greater|greaterEqual|less|lessEqual|max|min) of bool|^where of two types/,
    reason: 'does not take booleans for numbers, nor two types',
  },
  { names: /^floorDiv of float32|^segment sums of integers/, reason: 'puts out the type that went in' },
  { names: /^integers divided by 0|^sums of (6 rows .* 3|50 rows .* 257) segments/, reason: 'refuses what has no meaning' },
  { names: /^gather from .* along -1/, reason: 'its binding does not count axes from the end' },
  { names: /^tensorScatterUpdate/, reason: 'its binding leaves out places that are not updated' },
  { names: /convolution of .* pad [0-9]/, reason: 'its binding knows same and valid padding only' },
];

/** Seen with onnxruntime-node 1.30 on SwiftShader. */
const webgpuLacks: TestedEngine['lacks'] = [
  { names: /^(acos|cos|sin|tan) of float32/, reason: 'shaders may compute them to 11 bits' },
  { names: /^(log1p|expm1) near 0/, reason: 'shaders may reorder the sums that save these digits' },
  { names: /far out$|^log at the edge|^relu of no number/, reason: 'shaders may take it that there are no NaNs' },
];

/** The engines that the conformance suite holds to the `cpu` backend. */
export const testedEngines: readonly TestedEngine[] = [
  { engine: onnx, lacks: [] },
  { engine: cpu, lacks: [] },
  { engine: wasm, lacks: [{ names: /^maximum and minimum of no number/, reason: 'NaN is passed over' }] },
  { engine: tensorflow, lacks: tensorflowLacks },
  { engine: onnxWebgpu, lacks: webgpuLacks },
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
