import type { CompiledProgram, Engine, NamedNumbers, Numbers } from './engines/engine.js';
import { type EngineName, engineNamed } from './engines/names.js';
import { sizeOf } from './graph/graph.js';
import type { Program, TensorSpec, TensorSpecs } from './program/program.js';

export interface CompileRequest {
  /** Default: what `useEngine` last said, at first `onnx`. */
  readonly engine?: EngineName | Engine;
  /** Threads of one operation, default 1; never derived from the machine, because last bits may depend on it. */
  readonly threads?: number;
  /** Steps that one call of `run` takes, default 1. */
  readonly stepsPerCall?: number;
}

let defaultEngine: EngineName = 'onnx';

/** What `compile` takes from now on in this thread where a request names no engine: a choice of whoever starts the process. */
export function useEngine(name: EngineName): void {
  engineNamed(name);
  defaultEngine = name;
}

/**
 * Makes a program ready to run, from the state `initial`.
 *
 * @param initial row-major numbers of every tensor of the state: Float32Array or Int32Array by its type; copied
 * @returns a program whose `run` takes `stepsPerCall` steps: each input then holds that many values of its shape one after
 * the other, and so does each output. It checks what it is given: names, types and lengths; and takes one call at a time.
 * @throws RangeError on numbers that do not fit, an unknown engine, or an operation that the engine cannot run
 * @throws EngineUnavailable this machine cannot run the engine
 */
export async function compile(
  program: Program,
  initial: NamedNumbers,
  { engine = defaultEngine, threads = 1, stepsPerCall = 1 }: CompileRequest = {},
): Promise<CompiledProgram> {
  checkCount('threads', threads);
  checkCount('stepsPerCall', stepsPerCall);
  checkNumbers('state', program.state, initial, 1);
  const chosen = typeof engine === 'string' ? engineNamed(engine) : engine;
  const compiled = await chosen.compile(program, initial, { threads, stepsPerCall });

  let busy = false;
  let disposed = false;
  /** A second call while one runs would start from the same state, and one after `dispose` from none. */
  const alone = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (disposed) throw new RangeError('expected a program in use, found one that was disposed of');
    if (busy) throw new RangeError('expected one call at a time, found a call while another runs; await each');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };

  return {
    run: (inputs) =>
      alone(() => {
        checkNumbers('input', program.inputs, inputs, stepsPerCall);
        return compiled.run(inputs);
      }),
    readState: (names) =>
      alone(() => {
        const unknown = names?.find((name) => !Object.hasOwn(program.state, name));
        if (unknown === undefined) return compiled.readState(names);
        throw new RangeError(`expected state named ${Object.keys(program.state).join(', ')}, found ${unknown}`);
      }),
    writeState: (state) =>
      alone(() => {
        checkNumbers('state', program.state, state, 1);
        return compiled.writeState(state);
      }),
    async dispose() {
      if (disposed) return;
      await alone(() => compiled.dispose());
      disposed = true;
    },
  };
}

function checkCount(what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`expected ${what} to be a positive integer, found ${count}`);
}

function checkNumbers(kind: 'state' | 'input', specs: TensorSpecs, found: NamedNumbers, steps: number): void {
  const others = Object.keys(found).filter((name) => !Object.hasOwn(specs, name));
  if (others.length > 0) {
    throw new RangeError(`expected ${kind}s named ${Object.keys(specs).join(', ')}, found ${others.join(', ')} besides`);
  }
  for (const [name, spec] of Object.entries(specs)) {
    const numbers = Object.hasOwn(found, name) ? found[name] : undefined;
    const wanted = described(arrayOf(spec), steps * sizeOf(spec.shape));
    const shown = described(numbers?.constructor.name ?? 'none', numbers?.length);
    if (shown !== wanted) {
      const times = steps === 1 ? '' : `${steps} x `;
      throw new RangeError(`expected ${kind} ${name} to be ${wanted} (${times}${spec.type}[${spec.shape}]), found ${shown}`);
    }
  }
}

const arrayOf = ({ type }: TensorSpec): Numbers[typeof Symbol.toStringTag] =>
  type === 'float32' ? 'Float32Array' : 'Int32Array';

const described = (array: string, length: number | undefined): string =>
  length === undefined ? array : `a ${array} of ${length}`;
