import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { compile } from '../compile.js';
import type { Program } from '../program/program.js';
import type { EngineName } from './names.js';

/** One step down the slope of the squared distance between w and x. */
const descent: Program = {
  state: { w: { shape: [2], type: 'float32' } },
  inputs: { x: { shape: [2], type: 'float32' } },
  step({ w }, { x }) {
    const { value, grad } = tf.valueAndGrad((v: tf.Tensor) => tf.sum(tf.square(tf.sub(v, x))))(w);
    return { state: { w: tf.sub(w, tf.mul(grad, 0.25)) }, outputs: { loss: value } };
  },
};

/**
 * Trains a tiny program on an engine.
 * @returns what runs it, with its version
 * @throws EngineUnavailable this machine lacks something that the engine needs
 * @throws RangeError the engine works out other numbers than it should
 */
export async function probeEngine(engine: EngineName): Promise<string> {
  const compiled = await compile(descent, { w: Float32Array.of(0, 0) }, { engine });
  try {
    const { loss } = await compiled.run({ x: Float32Array.of(1, 2) });
    const { w } = await compiled.readState();
    const found = [...loss, ...w];
    if (found.join() !== '5,0.5,1')
      throw new RangeError(`expected a loss of 5 and weights of 0.5 and 1, found ${found.join(', ')}`);
  } finally {
    await compiled.dispose();
  }
  return versionOf(engine);
}

function versionOf(engine: EngineName): string {
  if (engine.startsWith('onnx')) return `ONNX Runtime ${ort.env.versions.node}`;
  if (engine !== 'tensorflow') return `TensorFlow.js ${tf.version_core}`;
  const { binding } = tf.findBackend('tensorflow') as tf.KernelBackend & { binding: { TF_Version: string } };
  return `TensorFlow ${binding.TF_Version}`;
}
