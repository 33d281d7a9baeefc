export type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engines/engine.js';
export { onnx } from './engines/onnx.js';
export type { Program, TensorSpec, TensorSpecs, Tensors } from './program/program.js';
