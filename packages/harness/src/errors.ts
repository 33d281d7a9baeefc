/** What is wrong with something a person gave us, in words that say how to mend it. */
export interface Complaint {
  /** The file, relative to the workspace where it lies inside. */
  readonly file?: string;
  /** JSON pointer into the file. */
  readonly pointer?: string;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

/** Bad input: shown as one line without a stack trace, exit code 2. */
export class BadInput extends Error {
  constructor(readonly complaint: Complaint) {
    super(formatComplaint(complaint));
    this.name = 'BadInput';
  }
}

/** Something that should have worked did not (a cell threw, the disk is full): one line, exit code 3. */
export class RunFailure extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RunFailure';
  }
}

/** What others handed in does not belong to the run: one line, exit code 1. */
export class Mismatch extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Mismatch';
  }
}

/** Stopped by the user; what is finished is kept. Exit code 130. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted; the same command goes on from here');
    this.name = 'Interrupted';
  }
}

export function formatComplaint({ file, pointer, expected, found, remedy }: Complaint): string {
  const place = [file, pointer].filter((part) => part !== undefined && part !== '').join(' ');
  return oneLine(`${place === '' ? '' : `${place}: `}expected ${expected}, got ${found}; ${remedy}`);
}

/** Names and values come from files: whatever they hold, the message stays one line and moves no cursor. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0)!.toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

export function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof (error as { code?: unknown }).code === 'string';
}
