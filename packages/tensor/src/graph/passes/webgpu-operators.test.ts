import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import type { Engine, Numbers } from '../../engines/engine.js';
import { createSession } from '../../engines/onnx-session.js';
import { names, record } from '../../recording/record.js';
import type { Case } from '../../testing/case.js';
import { families } from '../../testing/cases/index.js';
import { difference, reference } from '../../testing/reference.js';
import { runCases } from '../../testing/run-cases.js';
import type { ElementType, Graph, Node } from '../graph.js';
import { lookAt } from '../look.js';
import { improve } from './index.js';
import { webgpuOperators } from './webgpu-operators.js';

const TOLERANCE = 2e-6;

const graphs: Graph[] = [];
/** Lowered graphs, on the processor: what they compute is the same there. */
const lowered: Engine = {
  id: 'lowered',
  async compile(program) {
    const graph = webgpuOperators(improve(record(program)));
    graphs.push(graph);
    const session = await createSession(graph, { provider: 'cpu', threads: 1 });
    return {
      async run(inputs) {
        const feeds = Object.entries(program.inputs).map(([name, { shape, type }]) => [
          names.input(name),
          new ort.Tensor(type, inputs[name] as Float32Array, shape),
        ]);
        const made = await session.run(Object.fromEntries(feeds));
        return Object.fromEntries(
          graph.outputs.map(({ name }) => [name.slice(names.output('').length), made[name].data as Numbers]),
        );
      },
      readState: async () => ({}),
      writeState: async () => {},
      dispose: () => session.release(),
    };
  },
};

/** Operators without a kernel in onnxruntime-node 1.30, each tried on the provider; by the type of the first input. */
const without: Readonly<Record<ElementType | 'any', readonly string[]>> = {
  any: [
    ...['Selu', 'Round', 'Sign', 'Softsign', 'Mod', 'Sum', 'Mean', 'Or', 'Xor', 'IsNaN', 'IsInf', 'OneHot', 'LogSoftmax'],
    ...['FusedMatMul', 'FusedGemm', 'TopK', 'ReverseSequence', 'SpaceToDepth', 'Scan', 'Loop', 'If'],
  ],
  float32: [],
  int32: ['Abs', 'Neg', 'Relu', 'Slice', 'GatherElements', 'MatMul', 'Gemm'],
  bool: [
    ...['Equal', 'Transpose', 'Slice', 'Concat', 'Tile', 'Squeeze', 'Split', 'Pad', 'GatherElements', 'GatherND'],
    ...['ScatterElements', 'ScatterND', 'Identity'],
  ],
  int64: [],
};

function withoutKernel(graph: Graph): string[] {
  const look = lookAt(graph);
  const typesOf = ({ inputs }: Node) => inputs.filter((name) => name !== '').map((name) => look.value(name).type);
  const lacks = (node: Node): boolean => {
    const [first, second] = typesOf(node);
    if (without.any.includes(node.op) || without[first].includes(node.op)) return true;
    if (node.op === 'Where' && second === 'bool') return true;
    // Places for GatherND and ScatterND are the one use of int64.
    const [{ name, type }] = node.outputs;
    return type === 'int64' && !(node.op === 'Cast' && look.readers(name).every(({ op }) => /^(Gather|Scatter)ND$/.test(op)));
  };
  return graph.nodes.filter(lacks).map((node) => `${node.op}(${typesOf(node)})`);
}

for (const [family, cases] of Object.entries(families)) {
  const results = await runCases(lowered, cases);
  describe(`lowered: ${family}`, () => {
    test.each(cases.map((testCase): [string, Case] => [testCase.name, testCase]))('%s', (_, testCase) => {
      const result = results.get(testCase)!;
      if (result instanceof Error) throw result;
      const expected = reference(testCase);
      const found = result.map((outcome, i) => difference(outcome, expected[i], testCase.tolerance ?? TOLERANCE));
      expect(found.filter((text) => text !== undefined)).toEqual([]);
    });
  });
}

test('no operator is left that the provider has no kernel for', () => {
  expect(graphs.length).toBeGreaterThan(7);
  expect([...new Set(graphs.flatMap(withoutKernel))]).toEqual([]);
});

test('the graph that is given stays as it is', () => {
  const graph = record({
    state: {},
    inputs: { x: { shape: [4], type: 'float32' } },
    step: (_, { x }) => ({ state: {}, outputs: { sign: x.sign(), best: x.argMax() } }),
  });
  const before = structuredClone(graph);
  webgpuOperators(graph);
  expect(graph).toEqual(before);
});
