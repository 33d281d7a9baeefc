import * as tf from '@tensorflow/tfjs';
import type { ElementType, Graph, Value } from '../graph/graph.js';
import { checkState } from '../program/check.js';
import type { Program, TensorSpecs, Tensors } from '../program/program.js';
import { RECORDING, recordingBackend } from './backend.js';
import { registerKernels } from './kernels/index.js';

/** Names of the graph's inputs and outputs: state and inputs cannot clash, and no recorded value has such a name. */
export const names = {
  stateIn: (name: string) => `state/${name}`,
  input: (name: string) => `input/${name}`,
  stateOut: (name: string) => `next/${name}`,
  output: (name: string) => `output/${name}`,
};

/** The program's outputs among those of its graph: their own names beside the graph's. */
export function outputsOf(graph: Graph): { readonly name: string; readonly inGraph: string }[] {
  const prefix = names.output('');
  return graph.outputs
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name }) => ({ name: name.slice(prefix.length), inGraph: name }));
}

/**
 * Runs a program once on tensors without numbers and returns all it did as one graph. Graph inputs are the state and the
 * inputs, graph outputs the new state and the outputs (see `names`).
 * @throws RangeError when a value is read, an operation has no kernel, or the new state differs from the old in names, shapes
 * or types.
 */
export function record(program: Program): Graph {
  registerKernels();
  const recording = recordingBackend();
  const before: string | undefined = tf.getBackend();
  tf.setBackend(RECORDING);
  recording.restart();
  try {
    let graph: Graph | undefined;
    tf.tidy(() => {
      const stateIn = valuesOf(program.state, names.stateIn);
      const inputs = valuesOf(program.inputs, names.input);
      const made = step(program, placeholders(stateIn), placeholders(inputs));
      checkState(program.state, made.state);
      const outputs = [
        ...Object.entries(made.state).map(named(names.stateOut)),
        ...Object.entries(made.outputs).map(named(names.output)),
      ];
      graph = finished([...Object.values(stateIn), ...Object.values(inputs)], outputs);
    });
    return graph as unknown as Graph;
  } finally {
    recording.restart();
    if (before !== undefined && before !== RECORDING) tf.setBackend(before);
  }

  function placeholders(values: Record<string, Value>): Tensors {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, tf.engine().makeTensorFromTensorInfo(recording.tensorFor(value))]),
    );
  }

  function named(nameOf: (name: string) => string) {
    return ([name, tensor]: [string, tf.Tensor]) => ({ name: nameOf(name), value: recording.valueBehind(tensor) });
  }

  function finished(inputs: Value[], outputs: { name: string; value: Value }[]): Graph {
    const { builder } = recording;
    const graphOutputs = outputs.map(({ name, value }) => ({ ...value, name }));
    // An identity each: passes rename where they can, and a graph may not put out an input or a constant itself.
    const identities = outputs.map(({ value }, i) => ({
      op: 'Identity',
      domain: '' as const,
      inputs: [value.name],
      outputs: [graphOutputs[i]],
      attributes: {},
    }));
    return { inputs, outputs: graphOutputs, constants: [...builder.constants], nodes: [...builder.nodes, ...identities] };
  }
}

function valuesOf(specs: TensorSpecs, nameOf: (name: string) => string): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape, type }]) => [name, { name: nameOf(name), shape, type: type as ElementType }]),
  );
}

/** What TensorFlow.js or a kernel objects to is told with the line of the program that did it. */
function step(program: Program, state: Tensors, inputs: Tensors): ReturnType<Program['step']> {
  const limit = Error.stackTraceLimit;
  // TensorFlow.js alone fills the ten lines that a stack has otherwise.
  Error.stackTraceLimit = 100;
  try {
    return program.step(state, inputs);
  } catch (error) {
    // Errors of the program itself speak for themselves.
    if (!(error instanceof Error) || !FRAME_BELOW.test(framesOf(error)[0] ?? '')) throw error;
    throw new RangeError(`${objection(error)}${callerOf(error)}`, { cause: error });
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function objection(error: Error): string {
  const missing = /Kernel '([^']+)' not registered/.exec(error.message)?.[1];
  if (missing !== undefined) {
    return `expected operations that have a kernel for recording, found ${missing}: write it with other operations, or add it in packages/tensor/src/recording/kernels`;
  }
  return error instanceof RangeError ? error.message : `expected tensors that fit, found: ${error.message}`;
}

/** A line of a stack in TensorFlow.js or in this recording. */
const FRAME_BELOW = /@tensorflow|recording[\\/](record|kernel|backend|kernels[\\/].*)\.[jt]s/;

const framesOf = ({ stack = '' }: Error): string[] => stack.split('\n').filter((frame) => frame.startsWith('    at '));

function callerOf(error: Error): string {
  const line = framesOf(error).find((frame) => !FRAME_BELOW.test(frame) && !frame.includes('<anonymous>'));
  return line === undefined ? '' : ` (called ${line.trim()})`;
}
