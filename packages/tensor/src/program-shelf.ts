import { type CompileRequest, compile } from './compile.js';
import type { CompiledProgram, NamedNumbers } from './engines/engine.js';
import type { Program } from './program/program.js';

/** Programs that wait to be used again; the oldest goes when there are more. */
const KEPT = 24;

interface Waiting {
  readonly key: string;
  readonly program: CompiledProgram;
}

/**
 * Compiled programs, kept because compiling takes as long as many steps. Nothing is remembered between uses: whoever takes
 * one sets its whole state, and nobody else has it until it is put back.
 */
const shelf: Waiting[] = [];

/**
 * A program with this state, for the caller alone until `putBack`.
 *
 * @param key names all that the program depends on, the request too
 */
export async function take(
  key: string,
  make: () => Program,
  state: NamedNumbers,
  request?: CompileRequest,
): Promise<CompiledProgram> {
  const place = shelf.findLastIndex((waiting) => waiting.key === key);
  if (place < 0) return compile(make(), state, request);
  const [{ program }] = shelf.splice(place, 1);
  await program.writeState(state);
  return program;
}

export async function putBack(key: string, program: CompiledProgram): Promise<void> {
  shelf.push({ key, program });
  if (shelf.length > KEPT) await shelf.shift()?.program.dispose();
}

/** `take`, use, `putBack`. */
export async function using<Result>(
  key: string,
  make: () => Program,
  state: NamedNumbers,
  use: (program: CompiledProgram) => Promise<Result>,
): Promise<Result> {
  const program = await take(key, make, state);
  try {
    return await use(program);
  } finally {
    await putBack(key, program);
  }
}
