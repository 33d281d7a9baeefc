import { backend_util, util } from '@tensorflow/tfjs';
import { type ElementType, int, type Value } from '../../graph/graph.js';
import { type Kernel, registerKernel } from '../kernel.js';
import { cast } from './elementwise.js';

function reduction(op: string): Kernel {
  return ({ x }, { axis, keepDims, reductionIndices }, recorder) => {
    const axes = util.parseAxisParam(axis ?? reductionIndices, [...x.shape]);
    if (axes.length === 0) return x;
    // Logical reductions are those of 0 and 1.
    const source: Value = x.type === 'bool' ? cast(x, 'int32', recorder) : x;
    const [kept] = backend_util.computeOutAndReduceShapes([...x.shape], axes);
    const shape = keepDims ? backend_util.expandShapeToKeepDim(kept, axes) : kept;
    const made = recorder.emit(
      op,
      [source, recorder.integers(axes)],
      { shape, type: source.type },
      { keepdims: int(keepDims ? 1 : 0) },
    );
    return cast(made, resultType(op, x.type), recorder);
  };
}

/** Sums of booleans count; all and any stay booleans. */
function resultType(op: string, type: ElementType): ElementType {
  return type === 'bool' && op === 'ReduceSum' ? 'int32' : type;
}

export function registerReductions(): void {
  registerKernel('Sum', reduction('ReduceSum'));
  registerKernel('Mean', reduction('ReduceMean'));
  registerKernel('Max', reduction('ReduceMax'));
  registerKernel('Min', reduction('ReduceMin'));
  registerKernel('Prod', reduction('ReduceProd'));
  registerKernel('All', reduction('ReduceMin'));
  registerKernel('Any', reduction('ReduceMax'));
  for (const [kernel, op] of Object.entries({ ArgMax: 'ArgMax', ArgMin: 'ArgMin' })) {
    registerKernel(kernel, ({ x }, { axis }, recorder) => {
      const [at] = util.parseAxisParam(axis, [...x.shape]);
      const shape = x.shape.filter((_, i) => i !== at);
      const places = recorder.emit(op, [x], { shape, type: 'int64' }, { axis: int(at), keepdims: int(0) });
      return cast(places, 'int32', recorder);
    });
  }
}
