import * as tf from '@tensorflow/tfjs';
import { type GraphBuilder, graphBuilder } from '../graph/builder.js';
import { type ElementType, sizeOf, type TensorData, type Value } from '../graph/graph.js';

export const RECORDING = 'recording';

/** What one recording knows: the graph so far and which value each TensorFlow.js tensor stands for. */
export interface Recording {
  readonly builder: GraphBuilder;
  /** The value that a tensor stands for. */
  valueBehind(tensor: tf.TensorInfo): Value;
  /** A tensor that stands for a value of the graph. */
  tensorFor(value: Value): tf.TensorInfo;
}

/**
 * A TensorFlow.js backend whose kernels append operations to a graph instead of computing. TensorFlow.js wants a class here.
 * Tensors made from numbers become constants; a number that is only known when the graph runs cannot be read.
 */
class RecordingBackend extends tf.KernelBackend implements Recording {
  builder = graphBuilder();
  private values = new WeakMap<object, Value>();
  private made = 0;

  /** Begins an empty graph. */
  restart(): void {
    this.builder = graphBuilder();
    this.values = new WeakMap();
  }

  valueBehind(tensor: tf.TensorInfo): Value {
    const value = this.values.get(tensor.dataId);
    if (value === undefined) {
      throw new RangeError(
        'expected a tensor of this recording, found one that was made outside of it: give it to the program as an input, or make it inside from numbers',
      );
    }
    return value;
  }

  tensorFor(value: Value): tf.TensorInfo {
    const dataId = {};
    this.values.set(dataId, value);
    this.made++;
    return { dataId, shape: [...value.shape], dtype: value.type === 'int64' ? 'int32' : value.type };
  }

  override write(data: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const dataId = {};
    this.keep(dataId, data, shape, dtype);
    return dataId;
  }

  override move(dataId: object, data: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    this.keep(dataId, data, shape, dtype);
  }

  private keep(dataId: object, data: tf.BackendValues, shape: number[], dtype: tf.DataType): void {
    const type = elementType(dtype);
    this.values.set(dataId, this.builder.constant(typed(data, sizeOf(shape), type), shape, type));
    this.made++;
  }

  override readSync(dataId: object): tf.BackendValues {
    const value = this.values.get(dataId);
    const data = value === undefined ? undefined : this.builder.dataOf(value.name);
    if (data === undefined) {
      throw new RangeError(
        'a value was read while the program was recorded (dataSync, arraySync, data or a branch on a number): expected tensor operations only, because a recorded program has no numbers yet; use where() or make it an output',
      );
    }
    return data as Float32Array | Int32Array | Uint8Array;
  }

  override async read(dataId: object): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  override numDataIds(): number {
    return this.made;
  }

  override disposeData(): boolean {
    return true;
  }

  override incRef(): void {}

  override refCount(): number {
    return 1;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }
}

function elementType(dtype: tf.DataType): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new RangeError(`expected tensors of float32, int32 or bool, found ${dtype}`);
}

function typed(data: tf.BackendValues, size: number, type: ElementType): TensorData {
  const array = type === 'float32' ? Float32Array : type === 'int32' ? Int32Array : Uint8Array;
  // Makers of empty tensors hand over nothing.
  if (data === undefined || data === null) return new array(size);
  return array.from(data as ArrayLike<number>);
}

let backend: RecordingBackend | undefined;

/** The one recording backend of this process, registered with TensorFlow.js when first wanted. */
export function recordingBackend(): Recording & { restart(): void } {
  if (backend === undefined) {
    const made = new RecordingBackend();
    tf.registerBackend(RECORDING, () => made, 0);
    backend = made;
  }
  return backend;
}
