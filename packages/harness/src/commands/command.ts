import type { Arguments, Option } from '../cli/arguments.js';
import type { Io } from '../report/io.js';
import type { Workspace } from '../workspace.js';

export interface Context {
  readonly workspace: Workspace;
  readonly io: Io;
  /** Raised when the user interrupts. */
  readonly signal: AbortSignal;
}

/** One subcommand: its usage and what it does. Returns the exit code. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  run(args: Arguments, context: Context): Promise<number>;
}
