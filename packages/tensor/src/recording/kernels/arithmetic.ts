import { backend_util } from '@tensorflow/tfjs';
import { int, type Value } from '../../graph/graph.js';
import { type Kernel, type Recorder, registerKernel } from '../kernel.js';
import { cast, checkNumbers } from './cast.js';
import { scalarOf } from './constants.js';

/** ONNX operators of two tensors broadcast as TensorFlow.js's do. */
export function binary(op: string, a: Value, b: Value, { emit }: Recorder, type = a.type): Value {
  return emit(op, [a, b], { shape: backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]), type });
}

function arithmetic(kernel: string, op: string): Kernel {
  return ({ a, b }, _, recorder) => {
    checkNumbers(kernel, a, b);
    return binary(op, a, b, recorder);
  };
}

/**
 * Remainder with the sign of the divisor. Integers by 0 give 0, as in TensorFlow.js (ONNX Runtime ends the process).
 * Floats: the remainder towards 0, moved once when the signs differ, in TensorFlow.js's own order of operations.
 */
function mod(a: Value, b: Value, recorder: Recorder): Value {
  if (a.type !== 'float32') {
    return unlessZero(b, recorder, (divisor) => binary('Mod', a, divisor, recorder));
  }
  const { emit } = recorder;
  const truncated = (x: Value, y: Value) => {
    const shape = backend_util.assertAndGetBroadcastShape([...x.shape], [...y.shape]);
    return emit('Mod', [x, y], { shape, type: x.type }, { fmod: int(1) });
  };
  const remainder = truncated(a, b);
  const moved = truncated(binary('Add', remainder, b, recorder), b);
  const negative = (x: Value) => emit('Less', [x, scalarOf(0, x.type, recorder)], { shape: x.shape, type: 'bool' });
  const alike = binary('Equal', negative(a), negative(b), recorder, 'bool');
  return emit('Where', [alike, remainder, moved], remainder);
}

function floorDiv(a: Value, b: Value, recorder: Recorder): Value {
  if (a.type === 'float32') {
    const quotient = binary('Div', a, b, recorder);
    return cast(recorder.emit('Floor', [quotient], quotient), 'int32', recorder);
  }
  return unlessZero(b, recorder, (divisor) => {
    const multiple = binary('Sub', a, binary('Mod', a, divisor, recorder), recorder);
    return binary('Div', multiple, divisor, recorder);
  });
}

/** Integers divided by `b`, with 0 where `b` is 0. */
function unlessZero(b: Value, recorder: Recorder, divide: (divisor: Value) => Value): Value {
  const { builder, emit } = recorder;
  const known = builder.dataOf(b.name) as Int32Array | undefined;
  if (known?.every((value) => value !== 0)) return divide(b);
  const isZero = emit('Equal', [b, scalarOf(0, b.type, recorder)], { shape: b.shape, type: 'bool' });
  const made = divide(emit('Where', [isZero, scalarOf(1, b.type, recorder), b], b));
  return emit('Where', [isZero, scalarOf(0, b.type, recorder), made], made);
}

/** The angle of (x, y) from the arc tangent of y / x, moved half a turn where x is negative. */
function atan2(y: Value, x: Value, recorder: Recorder): Value {
  const { emit } = recorder;
  const ratio = binary('Div', y, x, recorder);
  const angle = emit('Atan', [ratio], ratio);
  const zero = scalarOf(0, 'float32', recorder);
  const test = (op: string, value: Value) => emit(op, [value, zero], { shape: value.shape, type: 'bool' });
  const halfTurn = emit(
    'Where',
    [test('Less', y), scalarOf(-Math.PI, 'float32', recorder), scalarOf(Math.PI, 'float32', recorder)],
    y,
  );
  const left = emit('Where', [test('Less', x), binary('Add', angle, halfTurn, recorder), angle], angle);
  const quarterTurn = emit('Mul', [emit('Sign', [y], y), scalarOf(Math.PI / 2, 'float32', recorder)], y);
  return emit('Where', [test('Equal', x), quarterTurn, left], angle);
}

const operators = { Add: 'Add', Sub: 'Sub', RealDiv: 'Div', Maximum: 'Max', Minimum: 'Min', Pow: 'Pow' } as const;

export function registerArithmetic(): void {
  for (const [kernel, op] of Object.entries(operators)) registerKernel(kernel, arithmetic(kernel, op));
  registerKernel('Multiply', ({ a, b }, _, recorder) => binary(a.type === 'bool' ? 'And' : 'Mul', a, b, recorder));
  registerKernel('SquaredDifference', (inputs, attributes, recorder) => {
    const difference = arithmetic('SquaredDifference', 'Sub')(inputs, attributes, recorder) as Value;
    return recorder.emit('Mul', [difference, difference], difference);
  });
  for (const [kernel, compute] of Object.entries({ Mod: mod, FloorDiv: floorDiv, Atan2: atan2 })) {
    registerKernel(kernel, ({ a, b }, _, recorder) => {
      checkNumbers(kernel, a, b);
      return compute(a, b, recorder);
    });
  }
  registerKernel('AddN', (inputs, _, recorder) => {
    const values = Object.values(inputs);
    checkNumbers('AddN', ...values);
    // ONNX Runtime has the sum of many for floats only.
    if (values[0].type === 'float32') return recorder.emit('Sum', values, values[0]);
    return values.reduce((sum, value) => recorder.emit('Add', [sum, value], sum));
  });
}
