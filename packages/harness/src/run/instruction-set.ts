import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The vector instructions by which native engines choose their kernels; the processor's name where they are not told. */
export function instructionSet(): string {
  if (process.arch === 'arm64') return 'neon';
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].split(' ') ?? [];
    const known = ['avx512_bf16', 'avx512_vnni', 'avx512f', 'avx2', 'avx', 'sse4_1'].find((name) => flags.includes(name));
    if (known !== undefined) return known;
  } catch {
    // Linux alone has that file.
  }
  return cpus()[0]?.model.trim() ?? 'unknown processor';
}
