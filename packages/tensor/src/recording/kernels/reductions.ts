import { backend_util, util } from '@tensorflow/tfjs';
import { type ElementType, int, type Value } from '../../graph/graph.js';
import { type Kernel, registerKernel } from '../kernel.js';
import { cast } from './cast.js';

/** Types in which a reduction is computed and put out, by the type that goes in. */
type Types = (type: ElementType) => { readonly computed: ElementType; readonly result: ElementType };

/** Booleans are 0 and 1: sums and products count. */
const counted: Types = (type) => (type === 'bool' ? { computed: 'int32', result: 'int32' } : { computed: type, result: type });
/** The largest or smallest of booleans is one of them. */
const picked: Types = (type) => ({ computed: counted(type).computed, result: type });
const averaged: Types = () => ({ computed: 'float32', result: 'float32' });

function reduction(op: string, types: Types): Kernel {
  return ({ x }, { axis, keepDims, reductionIndices }, recorder) => {
    const { computed, result } = types(x.type);
    const source = cast(x, computed, recorder);
    const axes = util.parseAxisParam(axis ?? reductionIndices, [...x.shape]);
    // ONNX takes no axes for all axes.
    if (axes.length === 0) return cast(source, result, recorder);
    const [kept] = backend_util.computeOutAndReduceShapes([...x.shape], axes);
    const shape = keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
    const keepdims = int(keepDims ? 1 : 0);
    const made = recorder.emit(op, [source, recorder.integers(axes)], { shape, type: computed }, { keepdims });
    return cast(made, result, recorder);
  };
}

/** The first place of the largest or smallest. */
function place(op: string): Kernel {
  return ({ x }, { axis }, recorder) => {
    const [at] = util.parseAxisParam(axis, [...x.shape]);
    const shape = x.shape.filter((_, i) => i !== at);
    const source: Value = cast(x, counted(x.type).computed, recorder);
    const places = recorder.emit(op, [source], { shape, type: 'int64' }, { axis: int(at), keepdims: int(0) });
    return cast(places, 'int32', recorder);
  };
}

export function registerReductions(): void {
  registerKernel('Sum', reduction('ReduceSum', counted));
  registerKernel('Prod', reduction('ReduceProd', counted));
  registerKernel('Mean', reduction('ReduceMean', averaged));
  // ONNX Runtime passes over NaN in search of the largest and smallest, where TensorFlow.js puts out NaN.
  registerKernel('Max', reduction('ReduceMax', picked));
  registerKernel('Min', reduction('ReduceMin', picked));
  registerKernel('All', reduction('ReduceMin', picked));
  registerKernel('Any', reduction('ReduceMax', picked));
  registerKernel('ArgMax', place('ArgMax'));
  registerKernel('ArgMin', place('ArgMin'));
  /** The k largest of the last axis, largest first, the first of equals first; their places as int32. */
  registerKernel('TopK', ({ x }, { k }, recorder) => {
    const shape = x.shape.with(-1, k);
    const outputs = [
      { shape, type: x.type },
      { shape, type: 'int64' },
    ] as const;
    const [values, places] = recorder.builder.emitMany('TopK', [x, recorder.integers([k])], outputs);
    return [values, cast(places, 'int32', recorder)];
  });
}
