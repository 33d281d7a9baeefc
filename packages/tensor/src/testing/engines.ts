import type { Engine } from '../engines/engine.js';
import { onnx } from '../engines/onnx.js';

export interface TestedEngine {
  readonly engine: Engine;
  /** Kernels that the engine does not have, with the reason: their cases are skipped. */
  readonly lacks: Readonly<Record<string, string>>;
  readonly threads: readonly number[];
}

/** The engines that the conformance suite holds to the `cpu` backend. */
export const testedEngines: readonly TestedEngine[] = [{ engine: onnx, lacks: {}, threads: [1, 2] }];
