import { backend_util } from '@tensorflow/tfjs';
import type { ElementType, Value } from '../../graph/graph.js';
import { type Kernel, type Recorder, registerKernel } from '../kernel.js';
import { binary } from './arithmetic.js';
import { cast } from './cast.js';
import { scalarOf } from './constants.js';

const orders = { Greater: 'Greater', GreaterEqual: 'GreaterOrEqual', Less: 'Less', LessEqual: 'LessOrEqual' } as const;

/** Booleans are ordered as 0 and 1. */
function order(op: string): Kernel {
  return ({ a, b }, _, recorder) => binary(op, comparable(a, recorder), comparable(b, recorder), recorder, 'bool');
}

const comparable = (x: Value, recorder: Recorder) => (x.type === 'bool' ? cast(x, 'int32', recorder) : x);

/** One of two tensors of one shape, element by element; the wider type of the two. */
function select(condition: Value, t: Value, e: Value, recorder: Recorder): Value {
  // Equal types need no cast; upcastType knows only TensorFlow.js's names.
  const type = (t.type === e.type ? t.type : backend_util.upcastType(t.type as never, e.type as never)) as ElementType;
  // ONNX Runtime's Where has no booleans.
  const computed = type === 'bool' ? 'int32' : type;
  const picked = recorder.emit('Where', [condition, cast(t, computed, recorder), cast(e, computed, recorder)], {
    shape: t.shape,
    type: computed,
  });
  return cast(picked, type, recorder);
}

export function registerComparisons(): void {
  for (const [kernel, op] of Object.entries(orders)) registerKernel(kernel, order(op));
  registerKernel('Equal', ({ a, b }, _, recorder) => binary('Equal', a, b, recorder, 'bool'));
  registerKernel('NotEqual', ({ a, b }, _, recorder) => {
    const equal = binary('Equal', a, b, recorder, 'bool');
    return recorder.emit('Not', [equal], equal);
  });
  registerKernel('LogicalAnd', ({ a, b }, _, recorder) => binary('And', a, b, recorder, 'bool'));
  registerKernel('LogicalOr', ({ a, b }, _, recorder) => binary('Or', a, b, recorder, 'bool'));
  registerKernel('LogicalNot', ({ x }, _, { emit }) => emit('Not', [x], x));
  registerKernel('IsNan', ({ x }, _, recorder) =>
    recorder.emit('IsNaN', [cast(x, 'float32', recorder)], { shape: x.shape, type: 'bool' }),
  );
  registerKernel('IsInf', ({ x }, _, recorder) =>
    recorder.emit('IsInf', [cast(x, 'float32', recorder)], { shape: x.shape, type: 'bool' }),
  );
  registerKernel('IsFinite', ({ x }, _, recorder) => {
    const real = cast(x, 'float32', recorder);
    const size = recorder.emit('Abs', [real], real);
    return recorder.emit('Less', [size, scalarOf(Number.POSITIVE_INFINITY, 'float32', recorder)], {
      shape: x.shape,
      type: 'bool',
    });
  });
  // TensorFlow.js broadcasts the condition and both sides first.
  registerKernel('Select', ({ condition, t, e }, _, recorder) => select(condition, t, e, recorder));
}
