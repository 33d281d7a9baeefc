import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { mapValues } from '../numbers.js';

type Inputs = Readonly<Record<string, tf.TensorInfo>>;

/** The `cpu` backend in plain JavaScript, as far as its kernels are called from here. */
interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.BackendValues): tf.TensorInfo;
}

/** Kernels of this backend that are right for integers and booleans too, as the conformance suite shows. */
const anyType = new Set([
  ...['Add', 'Sub', 'Multiply', 'Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalNot'],
  ...['Identity', 'Reshape', 'ExpandDims', 'Transpose', 'Slice', 'Concat', 'Pack', 'ZerosLike', 'OnesLike'],
  ...['UnsortedSegmentSum', 'Einsum'],
]);

const ofFloats = (inputs: Inputs): boolean => Object.values(present(inputs)).every(({ dtype }) => dtype === 'float32');
const isEmpty = ({ shape }: tf.TensorInfo): boolean => shape.includes(0);

/** Calls that the backend gets wrong besides: numbers, types, or memory written past its end. */
const wrong: Readonly<Record<string, (inputs: Inputs, attributes: Readonly<Record<string, unknown>>) => boolean>> = {
  BatchMatMul: ({ a, b }) => !ofFloats({ a, b }) || isEmpty(a) || isEmpty(b),
  Cast: ({ x }, { dtype }) => x.dtype === 'bool' || dtype === 'bool',
  FloorDiv: () => true,
  GatherV2: (_, { batchDims }) => batchDims !== 0,
  Log1p: () => true,
  // An index outside of the classes is written outside of the tensor.
  OneHot: () => true,
  // Booleans take one byte, of which it writes four.
  Select: ({ condition, t, e }) => condition.dtype !== 'bool' || t.dtype !== 'float32' || e.dtype !== 'float32',
  _FusedMatMul: ({ bias }) => bias !== undefined && bias.shape.length > 1,
};

/**
 * Hands the work to the `cpu` backend, on copies, where this backend gets it wrong: most kernels take whatever they are given
 * for floats.
 */
export function registerRepairs(): void {
  for (const shipped of tf.getKernelsForBackend('wasm')) {
    const { kernelName } = shipped;
    if (tf.getKernel(kernelName, 'cpu') === undefined) continue;
    const byCpu = kernelByCpu(kernelName);
    const isWrong = wrong[kernelName] ?? (anyType.has(kernelName) ? () => false : (inputs: Inputs) => !ofFloats(inputs));
    tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({
      ...shipped,
      kernelFunc: (call) =>
        isWrong(call.inputs as Inputs, (call.attrs ?? {}) as Record<string, unknown>) ? byCpu(call) : shipped.kernelFunc(call),
    });
  }
}

function kernelByCpu(kernelName: string): tf.KernelFunc {
  const { kernelFunc } = tf.getKernel(kernelName, 'cpu');
  const cpu = tf.findBackend('cpu') as CpuBackend;
  return ({ inputs, attrs, backend }) => {
    const wasm = backend as BackendWasm;
    const copied = (x: tf.TensorInfo) => cpu.makeTensorInfo(x.shape, x.dtype, wasm.readSync(x.dataId));
    const given = Array.isArray(inputs) ? inputs.map(copied) : mapValues(present(inputs as Inputs), copied);
    const made = kernelFunc({ inputs: given as tf.NamedTensorInfoMap, attrs, backend: cpu });
    const outputs = [made].flat().map((output) => wasm.makeOutput(output.shape, output.dtype, undefined, valuesOf(cpu, output)));
    for (const info of new Set([...Object.values(given), ...[made].flat()].map(({ dataId }) => dataId))) cpu.disposeData(info);
    return Array.isArray(made) ? outputs : outputs[0];
  };
}

/** Operands that are left out are undefined. */
const present = (inputs: Inputs): Inputs =>
  Object.fromEntries(Object.entries(inputs).filter(([, x]) => x !== undefined && x !== null));

/** In the array type that the memory of the other backend takes. */
function valuesOf(cpu: CpuBackend, { dataId, dtype }: tf.TensorInfo): Float32Array | Int32Array | Uint8Array {
  const array = dtype === 'float32' ? Float32Array : dtype === 'bool' ? Uint8Array : Int32Array;
  return array.from(cpu.readSync(dataId) as Float32Array);
}
