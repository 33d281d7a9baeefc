import type { EngineName } from '@collapse-bench/tensor';

/** Whether an engine of the systems that train comes with the packages or wants something of the machine. */
export const engines: Readonly<Record<EngineName, 'everywhere' | 'where installed'>> = {
  onnx: 'everywhere',
  'onnx:webgpu': 'where installed',
  'onnx:cuda': 'where installed',
  wasm: 'everywhere',
  cpu: 'everywhere',
  tensorflow: 'where installed',
};

export const engineNames = Object.keys(engines) as EngineName[];
