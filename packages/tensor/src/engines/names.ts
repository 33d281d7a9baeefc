import { cpu } from './cpu.js';
import type { Engine } from './engine.js';
import { onnx } from './onnx.js';
import { onnxCuda } from './onnx-cuda.js';
import { onnxWebgpu } from './onnx-webgpu.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm/wasm.js';

/** ONNX Runtime on the processor (`onnx`), by WebGPU or CUDA; TensorFlow.js's own backends; TensorFlow. */
export const engineNames = ['onnx', 'onnx:webgpu', 'onnx:cuda', 'wasm', 'cpu', 'tensorflow'] as const;
export type EngineName = (typeof engineNames)[number];

const engines: Readonly<Record<EngineName, Engine>> = {
  onnx,
  'onnx:webgpu': onnxWebgpu,
  'onnx:cuda': onnxCuda,
  wasm,
  cpu,
  tensorflow,
};

/**
 * The engine of a name; `onnx:cpu` is another name of `onnx`. Whether this machine can run it is seen when it compiles.
 * @throws RangeError no engine has the name
 */
export function engineNamed(name: string): Engine {
  if (name === 'onnx:cpu') return onnx;
  if (Object.hasOwn(engines, name)) return engines[name as EngineName];
  const wanted = name.toLowerCase();
  const near = engineNames.filter(
    (candidate) => distance(wanted, candidate) <= 2 || (wanted.length > 2 && candidate.includes(wanted)),
  );
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  throw new RangeError(`expected an engine (${engineNames.join(', ')}), found ${JSON.stringify(name)}${hint}`);
}

/** Fewest single-character insertions, deletions and replacements between two words. Source: Levenshtein (1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
