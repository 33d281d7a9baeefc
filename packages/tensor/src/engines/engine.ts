import type { Program } from '../program/program.js';

/** Numbers of a tensor, row-major. */
export type Numbers = Float32Array | Int32Array;
export type NamedNumbers = Readonly<Record<string, Numbers>>;

export interface CompileOptions {
  /** Threads of one operation. Results may depend on it in the last bits; never derived from the machine. */
  readonly threads: number;
  /** Steps that one call of `run` takes; inputs and outputs then have a leading axis of this length. */
  readonly stepsPerCall: number;
}

/** A program made ready by an engine, with the state it carries. */
export interface CompiledProgram {
  /** Takes `stepsPerCall` steps and returns the outputs. Arrays are the caller's and are not kept. */
  run(inputs: NamedNumbers): Promise<NamedNumbers>;
  /** A copy of the present state, or of what these names say of it. */
  readState(names?: readonly string[]): Promise<NamedNumbers>;
  /** Replaces the present state. */
  writeState(state: NamedNumbers): Promise<void>;
  dispose(): Promise<void>;
}

/** One way to run programs. */
export interface Engine {
  readonly id: string;
  compile(program: Program, initial: NamedNumbers, options: CompileOptions): Promise<CompiledProgram>;
}
