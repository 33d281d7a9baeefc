import { backend_util, type DataType } from '@tensorflow/tfjs';
import { type ElementType, float, int, type Value } from '../../graph/graph.js';
import { type Kernel, type Recorder, registerKernel } from '../kernel.js';

/** TensorProto.DataType, which Cast takes. */
const CAST_TO: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 };

export function cast(x: Value, type: ElementType, { emit }: Recorder): Value {
  return x.type === type ? x : emit('Cast', [x], { shape: x.shape, type }, { to: int(CAST_TO[type]) });
}

/** ONNX operators of two tensors broadcast as TensorFlow.js's do. */
function binary(op: string, type?: ElementType): Kernel {
  return ({ a, b }, _, { emit }) =>
    emit(op, [a, b], { shape: backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]), type: type ?? a.type });
}

function unary(op: string, type?: ElementType): Kernel {
  return ({ x }, _, { emit }) => emit(op, [x], { shape: x.shape, type: type ?? x.type });
}

const binaryOperators: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Maximum: 'Max',
  Minimum: 'Min',
  Pow: 'Pow',
};
const comparisons: Readonly<Record<string, string>> = {
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
};
const unaryOperators: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tanh: 'Tanh',
};

export function registerElementwise(): void {
  for (const [kernel, op] of Object.entries(binaryOperators)) registerKernel(kernel, binary(op));
  for (const [kernel, op] of Object.entries(comparisons)) registerKernel(kernel, binary(op, 'bool'));
  for (const [kernel, op] of Object.entries(unaryOperators)) registerKernel(kernel, unary(op));
  registerKernel('LogicalNot', unary('Not', 'bool'));
  registerKernel('IsNan', unary('IsNaN', 'bool'));
  registerKernel('Identity', ({ x }) => x);
  registerKernel('Cast', ({ x }, { dtype }, recorder) => cast(x, dtype as ElementType & DataType, recorder));
  registerKernel('NotEqual', (inputs, attributes, recorder) => {
    const equal = binary('Equal', 'bool')(inputs, attributes, recorder) as Value;
    return recorder.emit('Not', [equal], equal);
  });
  registerKernel('Square', ({ x }, _, { emit }) => emit('Mul', [x, x], x));
  registerKernel('SquaredDifference', (inputs, attributes, recorder) => {
    const difference = binary('Sub')(inputs, attributes, recorder) as Value;
    return recorder.emit('Mul', [difference, difference], difference);
  });
  registerKernel('Rsqrt', ({ x }, _, { emit }) => emit('Reciprocal', [emit('Sqrt', [x], x)], x));
  // ONNX has neither; both lose digits near 0 exactly where a stable formula should not need them.
  registerKernel('Log1p', ({ x }, _, { emit, scalar }) => emit('Log', [emit('Add', [x, scalar(1)], x)], x));
  registerKernel('Expm1', ({ x }, _, { emit, scalar }) => emit('Sub', [emit('Exp', [x], x), scalar(1)], x));
  registerKernel('Step', ({ x }, { alpha }, { emit, scalar }) => {
    const positive = emit('Greater', [x, scalar(0)], { shape: x.shape, type: 'bool' });
    return alpha === 0
      ? emit('Cast', [positive], x, { to: int(CAST_TO.float32) })
      : emit('Where', [positive, scalar(1), scalar(alpha)], x);
  });
  registerKernel('LeakyRelu', ({ x }, { alpha }, { emit }) => emit('LeakyRelu', [x], x, { alpha: float(alpha) }));
  registerKernel('ClipByValue', ({ x }, { clipValueMin, clipValueMax }, { emit, scalar }) =>
    emit('Clip', [x, scalar(clipValueMin, x.type), scalar(clipValueMax, x.type)], x),
  );
  registerKernel('Select', ({ condition, t, e }, _, recorder) => {
    const { emit, integers } = recorder;
    // A vector condition picks whole rows of tensors of higher rank.
    const rows = condition.shape.length < t.shape.length && condition.shape.length === 1;
    const shape = [...condition.shape, ...Array<number>(t.shape.length - 1).fill(1)];
    const mask = cast(condition, 'bool', recorder);
    const where = rows ? emit('Reshape', [mask, integers(shape)], { shape, type: 'bool' }) : mask;
    return emit('Where', [where, t, e], t);
  });
  registerKernel('AddN', (inputs, _, { emit }) => {
    const values = Object.values(inputs);
    return emit('Sum', values, values[0]);
  });
}
