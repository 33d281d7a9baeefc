import type { Graph } from '../graph/graph.js';
import { improve } from '../graph/passes/index.js';
import { webgpuOperators } from '../graph/passes/webgpu-operators.js';
import type { Program } from '../program/program.js';
import { record } from '../recording/record.js';

/** ONNX Runtime's execution providers that engines use. */
export type Provider = 'cpu' | 'webgpu' | 'cuda';

/** The graph that ONNX Runtime is given to run a program on a provider. */
export function graphFor(program: Program, provider: Provider): Graph {
  const graph = improve(record(program));
  return provider === 'webgpu' ? webgpuOperators(graph) : graph;
}
