import { float, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { binary } from './arithmetic.js';
import { cast, checkNumbers } from './cast.js';
import { scalarOf } from './constants.js';

export interface ActivationParameters {
  /** Slopes of prelu below 0. */
  readonly slopes?: Value;
  /** Slope of leakyrelu below 0. */
  readonly slope?: number;
}

/** What TensorFlow.js's fused kernels do last. */
export function activated(x: Value, activation: string, { slopes, slope }: ActivationParameters, recorder: Recorder): Value {
  const { emit } = recorder;
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return emit('Relu', [x], x);
    case 'elu':
      return emit('Elu', [x], x);
    case 'sigmoid':
      return emit('Sigmoid', [x], x);
    case 'relu6':
      return emit('Clip', [x, scalarOf(0, x.type, recorder), scalarOf(6, x.type, recorder)], x);
    case 'leakyrelu':
      return emit('LeakyRelu', [x], x, { alpha: float(slope!) });
    case 'prelu':
      return prelu(x, slopes!, recorder);
    default:
      throw new RangeError(`expected an activation of TensorFlow.js's fused kernels, found ${activation}`);
  }
}

function prelu(x: Value, slopes: Value, recorder: Recorder): Value {
  const scaled = binary('Mul', x, slopes, recorder);
  const negative = recorder.emit('Less', [x, scalarOf(0, x.type, recorder)], { shape: x.shape, type: 'bool' });
  return recorder.emit('Where', [negative, scaled, x], scaled);
}

export function registerActivations(): void {
  for (const [kernel, activation] of Object.entries({ Relu: 'relu', Relu6: 'relu6' })) {
    registerKernel(kernel, ({ x }, _, recorder) => {
      checkNumbers(kernel, x);
      return activated(x, activation, {}, recorder);
    });
  }
  // TensorFlow.js puts out floats whatever goes in.
  registerKernel('Prelu', ({ x, alpha }, _, recorder) =>
    prelu(cast(x, 'float32', recorder), cast(alpha, 'float32', recorder), recorder),
  );
  registerKernel('LeakyRelu', ({ x }, { alpha }, recorder) =>
    activated(cast(x, 'float32', recorder), 'leakyrelu', { slope: alpha }, recorder),
  );
  registerKernel('EluGrad', ({ dy, y }, _, recorder) => {
    const { emit } = recorder;
    const slope = emit('Add', [y, scalarOf(1, y.type, recorder)], y);
    const negative = emit('Less', [y, scalarOf(0, y.type, recorder)], { shape: y.shape, type: 'bool' });
    return emit('Where', [negative, emit('Mul', [dy, slope], y), dy], y);
  });
}
