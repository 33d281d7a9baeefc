export { type CompileRequest, compile, useEngine } from './compile.js';
export type { CompiledProgram, CompileOptions, Engine, NamedNumbers, Numbers } from './engines/engine.js';
export { type EngineName, engineNamed, engineNames } from './engines/names.js';
export { probeEngine } from './engines/probe.js';
export { EngineUnavailable } from './engines/unavailable.js';
export { type OnnxGraph, type OnnxNode, type OnnxPort, onnxBytes } from './graph/onnx-bytes.js';
export { dropout } from './losses/dropout.js';
export { gaussianKl } from './losses/gaussian-kl.js';
export { gelu, geluTanh } from './losses/gelu.js';
export { layerNorm } from './losses/layer-norm.js';
export { linearCrossEntropy } from './losses/linear-cross-entropy.js';
export { sigmoidCrossEntropy } from './losses/sigmoid-cross-entropy.js';
export { softmaxCrossEntropy } from './losses/softmax-cross-entropy.js';
export { type AdamOptions, adam, adamW } from './optimizers/adam.js';
export { clipNorm, globalNorm } from './optimizers/clip-norm.js';
export { type CosineSchedule, cosineSchedule } from './optimizers/cosine-schedule.js';
export type { Optimizer, Slot } from './optimizers/optimizer.js';
export { type SgdOptions, sgd } from './optimizers/sgd.js';
export type { Program, TensorSpec, TensorSpecs, Tensors } from './program/program.js';
export { putBack, take, using } from './program-shelf.js';
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './state/checkpoint.js';
export { decodeSafetensors, encodeSafetensors, type Safetensors, type StoredTensor } from './state/safetensors.js';
export { fanInUniform, type Initialiser, normalValues, ones, zeros } from './training/initialisers.js';
export { packNothing, packSmall, type Slab } from './training/packing.js';
export { initialParameters, numberOfParameters, type Parameter, type Parameters, parameter } from './training/parameters.js';
export {
  type Loss,
  type LossResult,
  lossProgram,
  scheduleInputs,
  type Training,
  trainingProgram,
} from './training/training-program.js';
export {
  initialState,
  namedState,
  packedState,
  parameterState,
  parametersOf,
  readParameters,
  stateFrom,
  torchState,
} from './training/training-state.js';
