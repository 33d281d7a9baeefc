import * as ort from 'onnxruntime-node';
import { type Graph, sizeOf, type Value } from '../graph/graph.js';
import { type SplitGraph, splitUpdate } from '../graph/passes/split-update.js';
import type { Program, TensorSpec } from '../program/program.js';
import { names } from '../recording/record.js';
import { vectorsOf } from '../update/kernel.js';
import { bytesOf, MEMORY_BYTES, type VectorMemory, vectorMemory } from '../update/memory.js';
import type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engine.js';
import { stacked } from './numbers.js';
import { graphFor } from './onnx-graph.js';
import { createSession } from './onnx-session.js';

/**
 * The program recorded as one graph and run by ONNX Runtime on the processor, with the optimizer's arithmetic done apart, in
 * one pass over the parameters where they lie (see `splitUpdate`).
 *
 * Memory: the state once, the gradients once, and what ONNX Runtime needs for the values between. State that is no result of
 * such arithmetic is held twice: a step reads one copy and writes the other.
 */
export const onnx: Engine = { id: 'onnx', compile: compileOnCpu };

async function compileOnCpu(
  program: Program,
  initial: NamedNumbers,
  { threads, stepsPerCall }: CompileOptions,
): Promise<CompiledProgram> {
  const { graph, kernels } = await split(graphFor(program, 'cpu'));
  const lengths = vectorLengths({ graph, kernels });
  const memory = await vectorMemory(lengths, kernels);
  // An update alone leaves nothing for ONNX Runtime.
  const session = graph.outputs.length === 0 ? undefined : await createSession(graph, { provider: 'cpu', threads });
  const state = stateStore(
    program,
    lengths,
    memory,
    new Set(kernels.flatMap(({ stores }) => stores.map(({ vector }) => vector))),
  );
  state.write(initial);

  // Vectors that the kernels read: made by the graph right where they are wanted, or copied there.
  const isStateOut = new Set(Object.keys(program.state).map(names.stateOut));
  const isInput = new Set(Object.keys(program.inputs).map(names.input));
  const madeInPlace = graph.outputs.filter(
    ({ name }) => lengths.has(name) && !isStateOut.has(name) && !name.startsWith(names.output('')),
  );
  const gradients = Object.fromEntries(madeInPlace.map((value) => [value.name, tensorOver(memory.vector(value.name), value)]));
  const copied = [...lengths.keys()].filter((name) => gradients[name] === undefined && !state.inPlace(name));
  for (const { name, data } of graph.constants) if (lengths.has(name)) memory.vector(name).set(data as Float32Array);
  const outputNames = graph.outputs.map(({ name }) => name).filter((name) => name.startsWith(names.output('')));

  const step = async (inputs: NamedNumbers, place: number): Promise<NamedNumbers> => {
    const given = (name: string): Numbers => {
      const spec = program.inputs[name];
      const size = sizeOf(spec.shape);
      return inputs[name].subarray(place * size, (place + 1) * size);
    };
    const feeds: Record<string, ort.Tensor> = {};
    for (const { name, shape, type } of graph.inputs) {
      feeds[name] = isInput.has(name)
        ? new ort.Tensor(type as 'float32', given(name.slice(names.input('').length)) as Float32Array, shape)
        : state.tensor(name);
    }
    const fetches: Record<string, ort.Tensor | null> = {};
    for (const { name } of graph.outputs) fetches[name] = gradients[name] ?? state.next(name) ?? null;
    const made = session === undefined ? {} : await session.run(feeds, fetches);
    const numbers = (name: string): Numbers => {
      const tensor = made[name] ?? (isInput.has(name) ? undefined : state.tensor(name));
      return tensor === undefined ? given(name.slice(names.input('').length)) : (tensor.data as Numbers);
    };
    for (const name of copied) if (!isConstant(name)) memory.vector(name).set(numbers(name));
    memory.update((name) => numbers(name)[0]);
    state.turn();
    return Object.fromEntries(outputNames.map((name) => [name.slice(names.output('').length), made[name].data as Numbers]));
  };
  const constantNames = new Set(graph.constants.map(({ name }) => name));
  const isConstant = (name: string) => constantNames.has(name);

  return {
    async run(inputs) {
      const steps: NamedNumbers[] = [];
      for (let place = 0; place < stepsPerCall; place++) steps.push(await step(inputs, place));
      return stacked(steps);
    },
    readState: async () => state.read(),
    writeState: async (numbers) => state.write(numbers),
    dispose: async () => session?.release(),
  };
}

/** Whole where the vectors would not fit into one WebAssembly memory. */
async function split(whole: Graph): Promise<SplitGraph> {
  const stateOuts = new Map(whole.inputs.map(({ name }) => [name.replace(/^state\//, 'next/'), name]));
  const made = splitUpdate(whole, (output) => stateOuts.get(output));
  return bytesOf(vectorLengths(made).values()) <= MEMORY_BYTES ? made : { graph: whole, kernels: [] };
}

function vectorLengths({ kernels }: SplitGraph): Map<string, number> {
  return new Map(kernels.flatMap((kernel) => vectorsOf(kernel).map((name): [string, number] => [name, kernel.length])));
}

interface StateStore {
  /** Whether the state behind a graph input is replaced where it lies. */
  inPlace(input: string): boolean;
  tensor(input: string): ort.Tensor;
  /** Where the new state behind a graph output goes, unless it is replaced in place. */
  next(output: string): ort.Tensor | undefined;
  /** Makes the new state the present one. */
  turn(): void;
  read(): NamedNumbers;
  write(numbers: NamedNumbers): void;
}

function stateStore(
  { state }: Program,
  lengths: ReadonlyMap<string, number>,
  memory: VectorMemory,
  replaced: ReadonlySet<string>,
): StateStore {
  const specs = Object.entries(state).map(([name, spec]) => ({
    name,
    spec,
    input: names.stateIn(name),
    output: names.stateOut(name),
  }));
  const fixed = new Map(
    specs
      .filter(({ input }) => replaced.has(input) && lengths.has(input))
      .map(({ input, spec }) => [input, tensorOver(memory.vector(input), spec)]),
  );
  const turning = specs.filter(({ input }) => !fixed.has(input));
  const sets = [0, 1].map(() => new Map(turning.flatMap(({ input, output, spec }) => pair(input, output, emptyTensor(spec)))));
  let current = 0;
  const present = (input: string): ort.Tensor => (fixed.get(input) ?? sets[current].get(input)) as ort.Tensor;
  return {
    inPlace: (input) => fixed.has(input),
    tensor: present,
    next: (output) => sets[1 - current].get(output),
    turn() {
      current = 1 - current;
    },
    read: () => Object.fromEntries(specs.map(({ name, input }) => [name, (present(input).data as Numbers).slice()])),
    write(numbers) {
      for (const { name, input } of specs) (present(input).data as Numbers).set(numbers[name]);
    },
  };
}

const pair = (input: string, output: string, tensor: ort.Tensor): [string, ort.Tensor][] => [
  [input, tensor],
  [output, tensor],
];

const tensorOver = (data: Numbers, { shape, type }: Pick<Value, 'shape' | 'type'>): ort.Tensor =>
  new ort.Tensor(type as 'float32', data as Float32Array, shape);

function emptyTensor(spec: TensorSpec): ort.Tensor {
  const size = sizeOf(spec.shape);
  return tensorOver(spec.type === 'float32' ? new Float32Array(size) : new Int32Array(size), spec);
}
