import type { GraphBuilder, Shaped } from '../builder.js';
import { type Attribute, DATA_TYPE, type ElementType, float, int, ints, type Node, type Value } from '../graph.js';

/** A node to be lowered: its inputs as the new graph has them and what it should give. */
export interface Call {
  readonly node: Node;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Shaped[];
  readonly builder: GraphBuilder;
}

/** Gives the outputs by other operators, or nothing where the node can stay. */
type Lowering = (call: Call) => readonly Value[] | undefined;

/** Ranks come from comparing all pairs, so their number is limited. */
const LONGEST_RANKED = 4096;

interface Writer {
  emit(op: string, inputs: readonly (Value | undefined)[], output: Shaped, attributes?: Record<string, Attribute>): Value;
  cast(x: Value, type: ElementType): Value;
  number(value: number, type: ElementType): Value;
  numbers(values: readonly number[], shape: readonly number[], type: 'int32' | 'int64'): Value;
  /** A new axis of length 1 at the place. */
  spread(x: Value, axis: number): Value;
}

function writerOf({ emit, constant }: GraphBuilder): Writer {
  const data = (values: readonly number[], type: ElementType) => {
    if (type === 'float32') return Float32Array.from(values);
    if (type === 'bool') return Uint8Array.from(values);
    return type === 'int32' ? Int32Array.from(values) : BigInt64Array.from(values, BigInt);
  };
  return {
    emit,
    cast: (x, type) => (x.type === type ? x : emit('Cast', [x], { shape: x.shape, type }, { to: int(DATA_TYPE[type]) })),
    number: (value, type) => constant(data([value], type), [], type),
    numbers: (values, shape, type) => constant(data(values, type), shape, type),
    spread: (x, axis) =>
      emit('Unsqueeze', [x, constant(data([axis], 'int64'), [1], 'int64')], {
        shape: x.shape.toSpliced(axis, 0, 1),
        type: x.type,
      }),
  };
}

const bool = (x: Shaped): Shaped => ({ shape: x.shape, type: 'bool' });
const numberOf = (node: Node, attribute: string, otherwise: number): number => {
  const found = node.attributes[attribute];
  return found?.kind === 'int' || found?.kind === 'float' ? found.value : otherwise;
};
const axisOf = (node: Node, rank: number, otherwise: number): number => {
  const axis = numberOf(node, 'axis', otherwise);
  return axis < 0 ? axis + rank : axis;
};
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const without = (shape: readonly number[], axis: number): number[] => shape.filter((_, i) => i !== axis);

/** A lowering of one output from inputs that are there, for some types. */
function lowering(lower: (inputs: readonly Value[], output: Shaped, write: Writer, node: Node) => Value | undefined): Lowering {
  return ({ node, inputs, outputs, builder }) => {
    const made = lower(inputs as Value[], outputs[0], writerOf(builder), node);
    return made === undefined ? undefined : [made];
  };
}

/** For moves of booleans, which go as floats. */
const moved: Lowering = ({ node, inputs, outputs, builder }) => {
  if (inputs[0]?.type !== 'bool') return undefined;
  const { cast } = writerOf(builder);
  const carried = inputs.map((input) => (input?.type === 'bool' ? cast(input, 'float32') : input));
  const made = builder.emitMany(
    node.op,
    carried,
    outputs.map(({ shape }) => ({ shape, type: 'float32' as const })),
    node.attributes,
  );
  return made.map((value) => cast(value, 'bool'));
};

/** The provider cuts floats only; whole numbers are picked by their places, axis by axis. */
const slice: Lowering = (call) => {
  const { inputs, outputs, builder } = call;
  const [x, starts, , axes, steps] = inputs as Value[];
  if (x.type === 'bool') return moved(call);
  if (x.type === 'float32') return undefined;
  const { emit, numbers } = writerOf(builder);
  const listed = (value: Value | undefined): number[] | undefined =>
    value === undefined ? undefined : Array.from(builder.dataOf(value.name) as BigInt64Array, Number);
  const from = listed(starts) as number[];
  const along = listed(axes) ?? range(from.length);
  const by = listed(steps);
  let cut = x;
  along.forEach((given, i) => {
    const axis = given < 0 ? given + x.shape.length : given;
    const step = by?.[i] ?? 1;
    const first = Math.max(
      0,
      Math.min(from[i] < 0 ? from[i] + x.shape[axis] : from[i], step > 0 ? x.shape[axis] : x.shape[axis] - 1),
    );
    const count = outputs[0].shape[axis];
    if (step === 1 && count === x.shape[axis]) return;
    const places = numbers(
      range(count).map((place) => first + place * step),
      [count],
      'int32',
    );
    cut = emit('Gather', [cut, places], { shape: cut.shape.with(axis, count), type: x.type }, { axis: int(axis) });
  });
  return [cut];
};

/** Indices of places are int64 by the standard of these two. */
const byPlaces: Lowering = (call) => {
  const { node, inputs, outputs, builder } = call;
  const { cast } = writerOf(builder);
  const [x, places, ...rest] = inputs as Value[];
  if (x.type === 'bool') return moved({ ...call, inputs: [x, cast(places, 'int64'), ...rest] });
  return builder.emitMany(node.op, [x, cast(places, 'int64'), ...rest], outputs, node.attributes);
};

/** 1 where the place along the axis is the first of the largest (or smallest) numbers; its place. */
function firstExtreme(reduce: 'ReduceMax' | 'ReduceMin'): Lowering {
  return lowering(([x], output, { cast, emit, number, numbers }, node) => {
    const axis = axisOf(node, x.shape.length, 0);
    const count = x.shape[axis];
    const axes = numbers([axis], [1], 'int64');
    const kept = { shape: x.shape.with(axis, 1), type: x.type };
    const isBest = emit('Equal', [x, emit(reduce, [x, axes], kept, { keepdims: int(1) })], bool(x));
    const places = numbers(range(count), [count, ...Array<number>(x.shape.length - axis - 1).fill(1)], 'int32');
    const candidates = emit('Where', [isBest, places, number(count, 'int32')], { shape: x.shape, type: 'int32' });
    const keepdims = numberOf(node, 'keepdims', 1);
    const shape = keepdims === 1 ? kept.shape : without(x.shape, axis);
    return cast(emit('ReduceMin', [candidates, axes], { shape, type: 'int32' }, { keepdims: int(keepdims) }), output.type);
  });
}

/** Each number's rank is how many come before it; the number of rank p stands at place p. */
const topK: Lowering = ({ node, inputs, outputs, builder }) => {
  const [x] = inputs as Value[];
  const count = x.shape[x.shape.length - 1];
  if (axisOf(node, x.shape.length, -1) !== x.shape.length - 1 || count > LONGEST_RANKED) {
    throw new RangeError(
      `expected, for WebGPU, the largest of at most ${LONGEST_RANKED} numbers along the last axis, found ${count}`,
    );
  }
  const { cast, emit, number, numbers, spread } = writerOf(builder);
  const lead = x.shape.slice(0, -1);
  const [others, own] = [spread(x, lead.length), spread(x, lead.length + 1)];
  const pairs: Shaped = { shape: [...lead, count, count], type: 'bool' };
  const before = emit(numberOf(node, 'largest', 1) === 1 ? 'Greater' : 'Less', [others, own], pairs);
  const earlier = emit('Less', [numbers(range(count), [1, count], 'int32'), numbers(range(count), [count, 1], 'int32')], {
    shape: [count, count],
    type: 'bool',
  });
  const ties = emit('And', [emit('Equal', [others, own], pairs), earlier], pairs);
  const last = numbers([pairs.shape.length - 1], [1], 'int64');
  const counted = emit('Add', [cast(before, 'int32'), cast(ties, 'int32')], { shape: pairs.shape, type: 'int32' });
  const ranks = emit('ReduceSum', [counted, last], { shape: x.shape, type: 'int32' }, { keepdims: int(0) });
  const k = outputs[0].shape[x.shape.length - 1];
  const isAt = emit('Equal', [spread(ranks, lead.length), numbers(range(k), [k, 1], 'int32')], {
    shape: [...lead, k, count],
    type: 'bool',
  });
  const picked = (values: Value): Value => {
    const chosen = emit('Where', [isAt, values, number(0, values.type)], { shape: [...lead, k, count], type: values.type });
    return emit('ReduceSum', [chosen, last], { shape: [...lead, k], type: values.type }, { keepdims: int(0) });
  };
  return [picked(others), picked(numbers(range(count), [count], 'int32'))];
};

const oneHot = lowering(([indices, , values], output, { cast, emit, number, numbers, spread }, node) => {
  const axis = axisOf(node, output.shape.length, -1);
  const count = output.shape[axis];
  const classes = numbers(range(count), [count, ...Array<number>(output.shape.length - axis - 1).fill(1)], 'int32');
  const isClass = emit('Equal', [spread(cast(indices, 'int32'), axis), classes], bool(output));
  const at = (place: number) =>
    emit('Gather', [values, number(place, 'int32')], { shape: [], type: values.type }, { axis: int(0) });
  return emit('Where', [isClass, at(1), at(0)], output);
});

const logSoftmax = lowering(([x], output, { emit, numbers }, node) => {
  const axis = axisOf(node, x.shape.length, -1);
  const kept = { shape: x.shape.with(axis, 1), type: x.type };
  const reduced = (op: string, value: Value) => emit(op, [value, numbers([axis], [1], 'int64')], kept, { keepdims: int(1) });
  const shifted = emit('Sub', [x, reduced('ReduceMax', x)], output);
  return emit('Sub', [shifted, emit('Log', [reduced('ReduceSum', emit('Exp', [shifted], output))], kept)], output);
});

/** To the nearest whole number, halves to the even one. */
const round = lowering(([x], output, { cast, emit, number }) => {
  const below = emit('Floor', [x], output);
  const part = emit('Sub', [x, below], output);
  const half = emit('Mul', [below, number(0.5, 'float32')], output);
  const isOdd = emit('Greater', [half, emit('Floor', [half], output)], bool(output));
  const tie = emit('And', [emit('Equal', [part, number(0.5, 'float32')], bool(output)), isOdd], bool(output));
  const up = cast(emit('Greater', [part, number(0.5, 'float32')], bool(output)), 'float32');
  return emit('Add', [below, emit('Add', [up, cast(tie, 'float32')], output)], output);
});

/** Remainder: of the quotient cut towards 0 for floats (`fmod`), with the sign of the divisor for whole numbers. */
const mod = lowering(([a, b], output, { emit, number }) => {
  const quotient = emit('Div', [a, b], output);
  const zero = number(0, output.type);
  const isNegative = (x: Shaped & Value) => emit('Less', [x, zero], bool(x));
  const cut =
    output.type === 'float32'
      ? emit('Where', [isNegative(quotient), emit('Ceil', [quotient], output), emit('Floor', [quotient], output)], output)
      : quotient;
  const remainder = emit('Sub', [a, emit('Mul', [cut, b], output)], output);
  if (output.type === 'float32') return remainder;
  const apart = emit('Less', [emit('Mul', [remainder, b], output), zero], bool(output));
  return emit('Where', [apart, emit('Add', [remainder, b], output), remainder], output);
});

const fusedMatMul = lowering(([a, b], output, { emit, number }, node) => {
  const turned = (x: Value, flag: string): Value => {
    if (numberOf(node, flag, 0) === 0) return x;
    const axes = range(x.shape.length);
    const order = [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
    return emit('Transpose', [x], { shape: order.map((axis) => x.shape[axis]), type: x.type }, { perm: ints(order) });
  };
  const product = emit('MatMul', [turned(a, 'transA'), turned(b, 'transB')], output);
  const alpha = numberOf(node, 'alpha', 1);
  return alpha === 1 ? product : emit('Mul', [product, number(alpha, 'float32')], output);
});

/** Whole numbers have no product of matrices: all products, added up. */
const matMulOfIntegers = lowering(([a, b], output, { emit, numbers, spread }) => {
  if (a.type !== 'int32') return undefined;
  const rank = output.shape.length;
  const shape = output.shape.toSpliced(rank - 1, 0, a.shape[a.shape.length - 1]);
  const products = emit('Mul', [spread(a, a.shape.length), spread(b, b.shape.length - 2)], { shape, type: output.type });
  return emit('ReduceSum', [products, numbers([rank - 1], [1], 'int64')], output, { keepdims: int(0) });
});

/** Operands of different shapes end the run in version 1.30. */
const pow = lowering((inputs, output, { emit, numbers }) => {
  const { shape } = output;
  const spread = inputs.map((x) =>
    x.shape.join() === shape.join() ? x : emit('Expand', [x, numbers(shape, [shape.length], 'int64')], { shape, type: x.type }),
  );
  return emit('Pow', spread, output);
});

const sign = lowering(([x], output, { cast, emit, number }) => {
  const compared = (op: string) => cast(emit(op, [x, number(0, x.type)], bool(x)), x.type);
  return emit('Sub', [compared('Greater'), compared('Less')], output);
});

/** For integers only; floats have a kernel. */
const ofIntegers = (lower: (x: Value, output: Shaped, write: Writer) => Value): Lowering =>
  lowering(([x], output, write) => (x.type === 'int32' ? lower(x, output, write) : undefined));

const negated = (x: Value, output: Shaped, { emit, number }: Writer): Value => emit('Sub', [number(0, x.type), x], output);

/** Booleans as numbers. */
const ofBooleans = (places: readonly number[], back: boolean): Lowering =>
  lowering((inputs, output, { cast, emit }, node) => {
    if (inputs[places[0]].type !== 'bool') return undefined;
    const numbers = inputs.map((input, place) => (places.includes(place) ? cast(input, 'int32') : input));
    return back
      ? cast(emit(node.op, numbers, { ...output, type: 'int32' }), 'bool')
      : emit(node.op, numbers, output, node.attributes);
  });

/** What the WebGPU provider has no kernel for, in operators that it has; all of these were tried on it. */
export const lowerings: Readonly<Record<string, Lowering>> = {
  Identity: ({ inputs }) => [inputs[0] as Value],
  Cast: ({ inputs: [x], outputs: [output] }) => (x?.type === output.type ? [x] : undefined),
  Abs: ofIntegers((x, output, write) => write.emit('Max', [x, negated(x, output, write)], output)),
  Neg: ofIntegers(negated),
  Relu: ofIntegers((x, output, { emit, number }) => emit('Max', [x, number(0, x.type)], output)),
  Sign: sign,
  Round: round,
  Mod: mod,
  LogSoftmax: logSoftmax,
  OneHot: oneHot,
  FusedMatMul: fusedMatMul,
  MatMul: matMulOfIntegers,
  Pow: pow,
  ArgMax: firstExtreme('ReduceMax'),
  ArgMin: firstExtreme('ReduceMin'),
  TopK: topK,
  Sum: lowering((inputs, output, { emit }) => inputs.reduce((sum, input) => emit('Add', [sum, input], output))),
  Selu: lowering(([x], output, { emit, number }, node) =>
    emit(
      'Mul',
      [
        emit('Elu', [x], output, { alpha: float(numberOf(node, 'alpha', 1.6732632)) }),
        number(numberOf(node, 'gamma', 1.050701), 'float32'),
      ],
      output,
    ),
  ),
  Softsign: lowering(([x], output, { emit, number }) =>
    emit('Div', [x, emit('Add', [emit('Abs', [x], output), number(1, 'float32')], output)], output),
  ),
  Or: lowering(([a, b], output, { emit }) =>
    emit('Not', [emit('And', [emit('Not', [a], bool(a)), emit('Not', [b], bool(b))], output)], output),
  ),
  IsNaN: lowering(([x], output, { emit }) => emit('Not', [emit('Equal', [x, x], output)], output)),
  IsInf: lowering(([x], output, { emit, number }) =>
    emit('Equal', [emit('Abs', [x], x), number(Number.POSITIVE_INFINITY, 'float32')], output),
  ),
  Equal: ofBooleans([0, 1], false),
  Where: ofBooleans([1, 2], true),
  Slice: slice,
  GatherND: byPlaces,
  ScatterND: byPlaces,
  ...Object.fromEntries(
    ['Transpose', 'Concat', 'Tile', 'Squeeze', 'Split', 'Pad', 'GatherElements', 'ScatterElements'].map((op) => [op, moved]),
  ),
};
