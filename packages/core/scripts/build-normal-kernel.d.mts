/** The text of normal-kernel.ts, compiled anew. */
export function normalKernelModule(): Promise<string>;
