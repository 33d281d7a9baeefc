import * as ort from 'onnxruntime-node';
import type { Graph, Node, Value } from '../graph/graph.js';
import { onnxBytes } from '../graph/onnx-bytes.js';
import type { Provider } from './onnx-graph.js';
import { EngineUnavailable } from './unavailable.js';

// What is at fault is thrown; the runtime would print it as well. Read when the first session is made.
ort.env.logLevel = 'fatal';

export interface SessionRequest {
  readonly provider: Provider;
  readonly threads: number;
  /** Outputs that stay in the memory of the device. */
  readonly onDevice?: readonly string[];
}

/**
 * A session of ONNX Runtime all of whose nodes run on the provider: what a provider has no kernel for would otherwise fall
 * to the processor without a word.
 *
 * @throws EngineUnavailable this machine lacks the provider
 * @throws RangeError the provider lacks kernels; the message names the operators
 */
export async function createSession(graph: Graph, request: SessionRequest): Promise<ort.InferenceSession> {
  try {
    return await create(graph, request);
  } catch (error) {
    const { provider } = request;
    if (provider === 'cpu') throw error;
    const reason = await failureOf(tinyGraph, request);
    if (reason !== undefined) throw unavailable(provider, reason, error);
    const missing = await operatorsWithoutKernel(graph, request);
    if (missing.length === 0) throw error;
    throw new RangeError(
      `expected operators that ONNX Runtime's ${provider} provider has kernels for, found ${missing.join(', ')}`,
      { cause: error },
    );
  }
}

function create(graph: Graph, { provider, threads, onDevice = [] }: SessionRequest): Promise<ort.InferenceSession> {
  const device: ort.InferenceSession.SessionOptions = {
    extra: { session: { disable_cpu_ep_fallback: '1' } },
    // The runtime would print what the error says anyway.
    logSeverityLevel: 4,
  };
  const location = (name: string) => (onDevice.includes(name) ? 'gpu-buffer' : 'cpu');
  return ort.InferenceSession.create(onnxBytes(graph), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    executionProviders: [provider],
    ...(provider === 'cpu' ? {} : device),
    ...(onDevice.length === 0
      ? {}
      : { preferredOutputLocation: Object.fromEntries(graph.outputs.map(({ name }) => [name, location(name)])) }),
  });
}

const x: Value = { name: 'x', shape: [1], type: 'float32' };
const tinyGraph: Graph = graphOfNode({ op: 'Neg', domain: '', inputs: ['x'], outputs: [{ ...x, name: 'y' }], attributes: {} }, [
  x,
]);

function graphOfNode(node: Node, inputs: readonly Value[], constants: Graph['constants'] = []): Graph {
  return { inputs, outputs: node.outputs.filter(({ name }) => name !== ''), constants, nodes: [node] };
}

/** Why the provider does not take a graph, or nothing if it does. */
async function failureOf(graph: Graph, { provider, threads }: SessionRequest): Promise<string | undefined> {
  try {
    await (await create(graph, { provider, threads })).release();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function unavailable(provider: Provider, reason: string, cause: unknown): EngineUnavailable {
  const shown =
    /Failed to get a WebGPU adapter[^\n]*|Failed to load shared library/.exec(reason)?.[0] ?? reason.split('\n', 1)[0];
  const remedy =
    provider === 'webgpu'
      ? 'install a Vulkan driver, or without a GPU on Debian: apt-get install chromium libvulkan1, and set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json'
      : 'ONNXRUNTIME_NODE_INSTALL=cuda12 node packages/tensor/node_modules/onnxruntime-node/script/install.js (Linux on x64, with CUDA 12 and cuDNN 9)';
  return new EngineUnavailable(`onnx:${provider}`, shown, remedy, { cause });
}

/** Operators of the graph that the provider refuses when each node stands alone, with the types of their inputs. */
async function operatorsWithoutKernel(graph: Graph, request: SessionRequest): Promise<string[]> {
  const refused = new Set<string>();
  const seen = new Set<string>();
  for (const { node, inputs, constants } of nodesOf(graph)) {
    const types = [...inputs, ...constants].map(({ type }) => type);
    const described = `${node.op}(${types.join(', ')})`;
    const key = described + JSON.stringify([inputs.map(({ shape }) => shape.length), node.attributes]);
    if (seen.has(key)) continue;
    seen.add(key);
    if ((await failureOf(graphOfNode(node, inputs, constants), request)) !== undefined) refused.add(described);
  }
  return [...refused].sort();
}

interface Placed {
  readonly node: Node;
  readonly inputs: readonly Value[];
  readonly constants: Graph['constants'];
}

/** All nodes that compute, those of inner graphs in place of the node that holds them. */
function nodesOf({ inputs, constants, nodes }: Graph): Placed[] {
  const values = new Map([...inputs, ...nodes.flatMap(({ outputs }) => outputs)].map((value) => [value.name, value]));
  return nodes.flatMap((node) => {
    const inner = Object.values(node.attributes).flatMap((attribute) =>
      attribute.kind === 'graph' ? nodesOf(attribute.value) : [],
    );
    if (inner.length > 0) return inner;
    const known = constants.filter(({ name }) => node.inputs.includes(name));
    const given = [...new Set(node.inputs)].flatMap((name) => values.get(name) ?? []);
    return [{ node, inputs: given, constants: known }];
  });
}
