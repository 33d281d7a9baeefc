// Started by `collapse doctor` for each engine: a native library that fails may take its process with it. Prints one line of
// JSON.
import { type EngineName, EngineUnavailable, probeEngine } from '@collapse-bench/tensor';

/** What a probe prints. */
export type Probed = { readonly version: string } | { readonly reason: string; readonly remedy?: string };

async function probed(engine: EngineName): Promise<Probed> {
  try {
    return { version: await probeEngine(engine) };
  } catch (error) {
    if (error instanceof EngineUnavailable) return { reason: error.reason, remedy: error.remedy };
    return { reason: (error as Error).message };
  }
}

process.stdout.write(`${JSON.stringify(await probed(process.argv[2] as EngineName))}\n`);
