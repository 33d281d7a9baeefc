/**
 * Sums of rows by segment: the gradient of a gather. Two lowerings, chosen by the number of segments.
 *
 * Few segments: one matrix product with the 0/1 matrix of "row r belongs to segment s". Many: rows sorted by segment and summed
 * in two levels, so that neither work nor memory grows with rows x segments:
 *   1. sort the ids (of equals the earlier row first, so that no bit moves) and gather the rows in that order;
 *   2. in chunks of about sqrt(rows), each row gets the sum over the rows of its chunk with its id: one batched product;
 *   3. a segment that goes on over chunks gets the chunks' last sums too: one product of rows x chunks;
 *   4. the last row of a segment then holds its sum. A map from segments to rows (a scattered maximum of row numbers, one
 *      integer a segment) gathers the result; a segment without rows gathers zeros.
 *
 * Measured with onnxruntime-node 1.30 on a machine under load, milliseconds of CPU time, 1 thread / 2 threads:
 *   rows x width -> segments    0/1 product   ScatterElements(add)   sorted
 *   1024 x 128 -> 50,000          164 / 212        23 / 16           8 / 17
 *   16384 x 128 -> 50,000                          77 / 90          45 / 72
 *   2048 x 768 -> 50,272                          190 / 215        125 / 171
 *   1024 x 128 -> 1,024           5.3 / 6.7       3.5 / 2.3        0.8 / 1.5
 *   8192 x 128 -> 256             9.8 / 9.7        15 / 17           8 / 14
 *   4096 x 256 -> 128             3.6 / 3.5        15 / 14         4.8 / 9.9
 * The 0/1 matrix of the first line also takes 200 MB. ScatterND(add) would be shortest, and its sums are wrong with more than
 * one thread when indices repeat. Differences of a running sum lose digits. The sorted sums err by 1e-6 at most there, as
 * those of ScatterElements do.
 */
import { int, text, type Value } from '../../graph/graph.js';
import { type Recorder, registerKernel } from '../kernel.js';
import { cast } from './cast.js';
import { counting, filled, scalarOf } from './constants.js';
import { reshape } from './shapes.js';

/** Up to this many segments one product is the shorter way. */
const FEW_SEGMENTS = 256;

/**
 * Sums the rows of `x` [rows, width] by id; ids outside of 0 ... segments - 1 belong nowhere.
 * @returns [segments, width], of the type of `x`
 */
export function segmentSums(x: Value, ids: Value, segments: number, recorder: Recorder): Value {
  const [rows, width] = x.shape;
  if (rows === 0 || segments === 0 || width === 0) return filled([segments, width], 0, x, recorder);
  return segments <= FEW_SEGMENTS ? productSums(x, ids, segments, recorder) : sortedSums(x, ids, segments, recorder);
}

/** 0/1 matrix product; integers have no Gemm in ONNX Runtime. */
function product(a: Value, b: Value, recorder: Recorder): Value {
  const shape = [...a.shape.slice(0, -1), b.shape[b.shape.length - 1]];
  return recorder.emit(a.shape.length === 2 && b.type === 'float32' ? 'Gemm' : 'MatMul', [a, b], { shape, type: b.type });
}

/** 1 where the two are equal, 0 elsewhere, in the type given. */
function equality(a: Value, b: Value, shape: readonly number[], { type }: Value, recorder: Recorder): Value {
  return cast(recorder.emit('Equal', [a, b], { shape, type: 'bool' }), type, recorder);
}

function productSums(x: Value, ids: Value, segments: number, recorder: Recorder): Value {
  const belongs = equality(counting([segments, 1], 'int32', recorder), ids, [segments, x.shape[0]], x, recorder);
  return product(belongs, x, recorder);
}

function sortedSums(x: Value, ids: Value, segments: number, recorder: Recorder): Value {
  const { emit } = recorder;
  const [rows, width] = x.shape;
  const side = chunkSize(rows);
  const chunks = Math.ceil(rows / side);
  const padded = side * chunks;

  const order = padOrder(sortOrder(ids, recorder), padded, recorder);
  const sorted = emit('Gather', [x, order], { shape: [padded, width], type: x.type }, { axis: int(0) });
  const sortedIds = padIds(
    emit('Gather', [ids, order], { shape: [padded], type: 'int32' }, { axis: int(0) }),
    rows,
    segments,
    recorder,
  );

  const alike = equality(
    reshape(sortedIds, [chunks, side, 1], recorder),
    reshape(sortedIds, [chunks, 1, side], recorder),
    [chunks, side, side],
    x,
    recorder,
  );
  const within = reshape(product(alike, reshape(sorted, [chunks, side, width], recorder), recorder), [padded, width], recorder);

  const ends = recorder.integers(Array.from({ length: chunks }, (_, chunk) => (chunk + 1) * side - 1));
  const tails = emit('Gather', [within, ends], { shape: [chunks, width], type: x.type }, { axis: int(0) });
  const tailIds = emit('Gather', [sortedIds, ends], { shape: [chunks], type: 'int32' }, { axis: int(0) });
  const goesOn = emit('Equal', [reshape(sortedIds, [padded, 1], recorder), tailIds], { shape: [padded, chunks], type: 'bool' });
  const taken = cast(emit('And', [goesOn, earlierChunk(padded, side, recorder)], goesOn), x.type, recorder);
  const before = product(taken, tails, recorder);
  const sums = emit('Add', [within, before], within);
  return placed(sums, sortedIds, segments, recorder);
}

/** About the square root, which makes both levels equally long; a power of two divides most batches. */
function chunkSize(rows: number): number {
  let side = 1;
  while (side * side < rows) side *= 2;
  return side;
}

/** Row numbers in the order of (id, row), int64: of equals TopK takes the earlier first. */
function sortOrder(ids: Value, recorder: Recorder): Value {
  const { shape } = ids;
  const outputs = [ids, { shape, type: 'int64' }] as const;
  return recorder.builder.emitMany('TopK', [ids, recorder.integers(shape)], outputs, { largest: int(0), sorted: int(1) })[1];
}

/** The last chunk is filled up with row 0 ... */
function padOrder(order: Value, count: number, recorder: Recorder): Value {
  const missing = count - order.shape[0];
  if (missing === 0) return order;
  const filler = recorder.integers(Array<number>(missing).fill(0));
  return recorder.emit('Concat', [order, filler], { shape: [count], type: 'int64' }, { axis: int(0) });
}

/** ... which there belongs to no segment. */
function padIds(ids: Value, rows: number, nowhere: number, recorder: Recorder): Value {
  const [count] = ids.shape;
  if (count === rows) return ids;
  const isRow = recorder.builder.constant(
    Uint8Array.from({ length: count }, (_, i) => Number(i < rows)),
    [count],
    'bool',
  );
  return recorder.emit('Where', [isRow, ids, scalarOf(nowhere, 'int32', recorder)], ids);
}

/** [rows, chunks]: whether the chunk lies before that of the row. */
function earlierChunk(rows: number, side: number, recorder: Recorder): Value {
  const chunks = rows / side;
  const own = recorder.builder.constant(
    Int32Array.from({ length: rows }, (_, row) => Math.floor(row / side)),
    [rows, 1],
    'int32',
  );
  return recorder.emit('Less', [counting([1, chunks], 'int32', recorder), own], { shape: [rows, chunks], type: 'bool' });
}

/** For each segment the last row that has its id; zeros where none has. */
function placed(rows: Value, ids: Value, segments: number, recorder: Recorder): Value {
  const { emit } = recorder;
  const [, width] = rows.shape;
  const zeros = filled([1, width], 0, rows, recorder);
  const shape = [rows.shape[0] + 1, width];
  const all = emit('Concat', [zeros, rows], { shape, type: rows.type }, { axis: int(0) });
  return emit(
    'Gather',
    [all, lastRows(ids, segments, recorder)],
    { shape: [segments, width], type: rows.type },
    { axis: int(0) },
  );
}

/**
 * For each segment 1 + the number of the last row with its id, 0 where there is none, int32. A maximum does not depend on the
 * order in which rows are taken, so repeated ids are safe.
 */
export function lastRows(ids: Value, segments: number, recorder: Recorder): Value {
  const { emit, integers } = recorder;
  const inside = { shape: ids.shape, type: 'bool' } as const;
  const low = emit('GreaterOrEqual', [ids, scalarOf(0, 'int32', recorder)], inside);
  const high = emit('Less', [ids, scalarOf(segments, 'int32', recorder)], inside);
  const nowhere = scalarOf(segments, 'int32', recorder);
  const place = emit('Where', [emit('And', [low, high], inside), ids, nowhere], ids);
  const none = filled([segments + 1], 0, ids, recorder);
  const numbers = counting(ids.shape, 'int32', recorder, 1);
  const last = emit('ScatterElements', [none, place, numbers], none, { axis: int(0), reduction: text('max') });
  return emit('Slice', [last, integers([0]), integers([segments])], { shape: [segments], type: 'int32' });
}

export function registerSegmentSums(): void {
  registerKernel('UnsortedSegmentSum', ({ x, segmentIds }, { numSegments }, recorder) => {
    const [rows, ...row] = x.shape;
    if (`${segmentIds.shape}` !== `${rows}`)
      throw new RangeError(`expected an id for each of ${rows} rows, found [${segmentIds.shape}]`);
    const width = row.reduce((size, side) => size * side, 1);
    // TensorFlow.js puts out floats whatever goes in.
    const matrix = reshape(cast(x, 'float32', recorder), [rows, width], recorder);
    return reshape(segmentSums(matrix, segmentIds, numSegments, recorder), [numSegments, ...row], recorder);
  });
}
