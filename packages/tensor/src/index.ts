export { type CompileRequest, compile } from './compile.js';
export type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engines/engine.js';
export { type EngineName, engineNamed, engineNames } from './engines/names.js';
export { EngineUnavailable } from './engines/unavailable.js';
export type { Program, TensorSpec, TensorSpecs, Tensors } from './program/program.js';
