import * as ort from 'onnxruntime-node';
import { type Graph, sizeOf, type Value } from '../graph/graph.js';
import { type SplitGraph, splitUpdate } from '../graph/passes/split-update.js';
import type { Program, TensorSpec } from '../program/program.js';
import { names, outputsOf } from '../recording/record.js';
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
  const stateOf = new Map(Object.keys(program.state).map((name) => [names.stateOut(name), names.stateIn(name)]));
  const parts = split(withoutUnchanged(graphFor(program, 'cpu'), stateOf), stateOf);
  const lengths = vectorLengths(parts);
  const memory = await vectorMemory(lengths, parts.kernels);
  // An update alone leaves nothing for ONNX Runtime.
  const session = parts.graph.outputs.length === 0 ? undefined : await createSession(parts.graph, { provider: 'cpu', threads });
  const state = stateStore(program, lengths, memory, new Set(parts.graph.outputs.map(({ name }) => name)));
  state.write(initial);
  const step = stepper(program, parts, { lengths, memory, state, session });
  return {
    async run(inputs) {
      const steps: NamedNumbers[] = [];
      for (let place = 0; place < stepsPerCall; place++) steps.push(await step(stepOf(program, inputs, place)));
      return stacked(steps);
    },
    readState: async (wanted) => state.read(wanted),
    writeState: async (numbers) => state.write(numbers),
    dispose: async () => session?.release(),
  };
}

/** The inputs of one of several steps, by the names of the graph: views. */
function stepOf({ inputs }: Program, numbers: NamedNumbers, place: number): ReadonlyMap<string, Numbers> {
  return new Map(
    Object.entries(inputs).map(([name, { shape }]) => {
      const size = sizeOf(shape);
      return [names.input(name), numbers[name].subarray(place * size, (place + 1) * size)];
    }),
  );
}

interface Resources {
  readonly lengths: ReadonlyMap<string, number>;
  readonly memory: VectorMemory;
  readonly state: StateStore;
  readonly session: ort.InferenceSession | undefined;
}

/** What takes one step: the graph, then the kernels on what it made. */
function stepper({ state: specs }: Program, { graph }: SplitGraph, { lengths, memory, state, session }: Resources) {
  const outputs = outputsOf(graph);
  const wanted = new Set([...outputs.map(({ inGraph }) => inGraph), ...Object.keys(specs).map(names.stateOut)]);
  // What only the kernels read is made right where they read it; other vectors are copied there.
  const direct = new Map(
    graph.outputs
      .filter(({ name }) => lengths.has(name) && !wanted.has(name))
      .map((value) => [value.name, tensorOver(memory.vector(value.name), value)]),
  );
  const constants = graph.constants.filter(({ name }) => lengths.has(name));
  for (const { name, data } of constants) memory.vector(name).set(data as Float32Array);
  const copied = [...lengths.keys()].filter(
    (name) => !direct.has(name) && !state.inPlace(name) && !constants.some((constant) => constant.name === name),
  );

  return async (inputs: ReadonlyMap<string, Numbers>): Promise<NamedNumbers> => {
    const feeds: Record<string, ort.Tensor> = {};
    for (const value of graph.inputs) {
      const given = inputs.get(value.name);
      feeds[value.name] = given === undefined ? state.tensor(value.name) : tensorOver(given, value);
    }
    const fetches: Record<string, ort.Tensor | null> = {};
    for (const { name } of graph.outputs) fetches[name] = direct.get(name) ?? state.next(name) ?? null;
    const made = session === undefined ? {} : await session.run(feeds, fetches);
    const numbers = (name: string) => inputs.get(name) ?? ((made[name] ?? state.tensor(name)).data as Numbers);
    for (const name of copied) memory.vector(name).set(numbers(name));
    memory.update((name) => numbers(name)[0]);
    state.turn();
    return Object.fromEntries(outputs.map(({ name, inGraph }) => [name, made[inGraph].data as Numbers]));
  };
}

/** State that a step hands on as it is (in an evaluation, all of it) is neither copied nor put out. */
function withoutUnchanged(graph: Graph, stateOf: ReadonlyMap<string, string>): Graph {
  const unchanged = graph.nodes.filter(
    ({ op, inputs, outputs }) => op === 'Identity' && stateOf.get(outputs[0].name) === inputs[0],
  );
  const gone = new Set(unchanged.map(({ outputs }) => outputs[0].name));
  return {
    ...graph,
    outputs: graph.outputs.filter(({ name }) => !gone.has(name)),
    nodes: graph.nodes.filter((node) => !unchanged.includes(node)),
  };
}

/** Whole where the vectors would not fit into one WebAssembly memory. */
function split(whole: Graph, stateOf: ReadonlyMap<string, string>): SplitGraph {
  const made = splitUpdate(whole, (output) => stateOf.get(output));
  return bytesOf(vectorLengths(made).values()) <= MEMORY_BYTES ? made : { graph: whole, kernels: [] };
}

function vectorLengths({ kernels }: SplitGraph): Map<string, number> {
  return new Map(kernels.flatMap((kernel) => vectorsOf(kernel).map((name): [string, number] => [name, kernel.length])));
}

interface StateStore {
  /** Whether the state behind a graph input lies where the kernels want it. */
  inPlace(input: string): boolean;
  tensor(input: string): ort.Tensor;
  /** Where the new state behind a graph output goes, unless it is replaced in place. */
  next(output: string): ort.Tensor | undefined;
  /** Makes the new state the present one. */
  turn(): void;
  read(wanted: readonly string[] | undefined): NamedNumbers;
  write(numbers: NamedNumbers): void;
}

function stateStore(
  { state }: Program,
  lengths: ReadonlyMap<string, number>,
  memory: VectorMemory,
  putOut: ReadonlySet<string>,
): StateStore {
  const specs = Object.entries(state).map(([name, spec]) => ({
    name,
    spec,
    input: names.stateIn(name),
    output: names.stateOut(name),
  }));
  // What the graph does not put out is replaced where it lies, or stays as it is.
  const fixed = new Map(
    specs
      .filter(({ output }) => !putOut.has(output))
      .map(({ input, spec }) => [input, lengths.has(input) ? tensorOver(memory.vector(input), spec) : emptyTensor(spec)]),
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
    read: (wanted = specs.map(({ name }) => name)) =>
      Object.fromEntries(wanted.map((name) => [name, (present(names.stateIn(name)).data as Numbers).slice()])),
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
