// Compiles normal-kernel.as.ts and writes src/random/normal-kernel.ts: node scripts/build-normal-kernel.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const source = new URL('normal-kernel.as.ts', import.meta.url);
const target = new URL('../src/random/normal-kernel.ts', import.meta.url);
const options = '-O3 --noAssert --runtime stub --use abort= --initialMemory 1 --maximumMemory 1 --lowMemoryLimit 1024'.split(' ');

/** The text of src/random/normal-kernel.ts for today's source; the same on every machine. */
export async function normalKernelModule() {
  let wasm;
  const { error, stderr } = await asc.main(['normal-kernel.ts', ...options, '-o', 'normal-kernel.wasm'], {
    // Reading and writing by name alone keeps the machine's paths out of the bytes.
    readFile: (name) => (name === 'normal-kernel.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) wasm = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const base64 = Buffer.from(wasm).toString('base64');
  return `// Written by scripts/build-normal-kernel.mjs from scripts/normal-kernel.as.ts (AssemblyScript ${asc.version},
// ${options.join(' ')}): edit those, not this.

/** The bulk normal kernel: ${wasm.length} bytes of WebAssembly, base64. */
export const NORMAL_KERNEL =
  '${base64}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await normalKernelModule());
