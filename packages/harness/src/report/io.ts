/** Where a command writes: results on `out`, everything else on `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether `err` is a terminal that can rewrite a line. */
  readonly terminal: boolean;
}

export const processIo: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  terminal: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
};
