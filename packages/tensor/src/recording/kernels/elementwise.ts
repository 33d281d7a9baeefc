/**
 * Functions of one tensor, element by element. Where the operator of ONNX Runtime has no integers, integers are computed as
 * floats and cut towards 0, which is what TensorFlow.js does.
 *
 * Log1p and Expm1 have no ONNX operator, and the plain formulas lose every digit near 0. Written instead, with u = fl(1 + x):
 * log1p(x) = log(u) x / (u - 1), because the rounding of 1 + x cancels (W. Kahan; D. Goldberg, "What every computer scientist
 * should know about floating-point arithmetic", theorem 4), and expm1(x) = tanh(x / 2) (exp(x) + 1), which is exact algebra
 * without a difference of near numbers. Both stay within 5e-7 relative of the true value, near 0 too.
 */
import type { Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { cast, checkNumbers, computedAs } from './cast.js';
import { scalarOf } from './constants.js';

type Compute = (x: Value, recorder: Recorder) => Value;

const node =
  (op: string): Compute =>
  (x, { emit }) =>
    emit(op, [x], x);

/** Operators that know integers. */
const anyNumbers: Readonly<Record<string, Compute>> = {
  Abs: node('Abs'),
  Neg: node('Neg'),
  Sign: node('Sign'),
  Square: (x, { emit }) => emit('Mul', [x, x], x),
};

const ofFloats: Readonly<Record<string, Compute>> = {
  ...Object.fromEntries(
    [
      ...['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'Cos', 'Cosh', 'Elu', 'Erf', 'Floor', 'Log'],
      ...['Reciprocal', 'Round', 'Selu', 'Sigmoid', 'Sin', 'Sinh', 'Softplus', 'Sqrt', 'Tan', 'Tanh'],
    ].map((op) => [op, node(op)]),
  ),
  Rsqrt: (x, { emit }) => emit('Reciprocal', [emit('Sqrt', [x], x)], x),
  Log1p: log1p,
  Expm1: (x, recorder) => {
    const { emit } = recorder;
    const half = emit('Mul', [x, scalarOf(0.5, x.type, recorder)], x);
    const above = emit('Add', [emit('Exp', [x], x), scalarOf(1, x.type, recorder)], x);
    return emit('Mul', [emit('Tanh', [half], x), above], x);
  },
};

function log1p(x: Value, recorder: Recorder): Value {
  const { emit } = recorder;
  const one = scalarOf(1, x.type, recorder);
  const u = emit('Add', [x, one], x);
  const rounded = emit('Sub', [u, one], x);
  const log = emit('Log', [u], x);
  const equals = (value: Value) => emit('Equal', [rounded, value], { shape: x.shape, type: 'bool' });
  const corrected = emit('Mul', [log, emit('Div', [x, rounded], x)], x);
  const small = emit('Where', [equals(scalarOf(0, x.type, recorder)), x, corrected], x);
  // Nothing was rounded: also -1 and infinity, whose quotients have no value.
  return emit('Where', [equals(x), log, small], x);
}

export function registerElementwise(): void {
  for (const [kernel, compute] of Object.entries(anyNumbers)) {
    registerKernel(kernel, ({ x }, _, recorder) => {
      checkNumbers(kernel, x);
      return compute(x, recorder);
    });
  }
  for (const [kernel, compute] of Object.entries(ofFloats)) {
    registerKernel(kernel, ({ x }, _, recorder) => {
      checkNumbers(kernel, x);
      return computedAs('float32', x, recorder, (real) => compute(real, recorder));
    });
  }
  // The one function whose results are floats whatever goes in.
  registerKernel('Exp', ({ x }, _, recorder) => {
    checkNumbers('Exp', x);
    return node('Exp')(cast(x, 'float32', recorder), recorder);
  });
  registerKernel('Identity', ({ x }) => x);
  registerKernel('Step', ({ x }, { alpha }, recorder) => {
    checkNumbers('Step', x);
    const { emit } = recorder;
    const positive = emit('Greater', [x, scalarOf(0, x.type, recorder)], { shape: x.shape, type: 'bool' });
    // A cast costs half of what a choice between two scalars does, and relu's gradient is made of it.
    if (alpha === 0) return cast(positive, x.type, recorder);
    return emit('Where', [positive, scalarOf(1, x.type, recorder), scalarOf(alpha, x.type, recorder)], x);
  });
  registerKernel('ClipByValue', ({ x }, { clipValueMin, clipValueMax }, recorder) =>
    recorder.emit('Clip', [x, scalarOf(clipValueMin, x.type, recorder), scalarOf(clipValueMax, x.type, recorder)], x),
  );
}
