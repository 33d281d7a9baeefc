import { type CompiledProgram, type Program, putBack, take } from '@collapse-bench/tensor';

export interface HeldPrograms {
  /** A program by what it depends on, for this call of `generate` until `putBack`. */
  hold(key: string, make: () => Program): Promise<CompiledProgram>;
  putBack(): Promise<void>;
}

export function heldPrograms(): HeldPrograms {
  const held = new Map<string, CompiledProgram>();
  return {
    async hold(key, make) {
      const program = held.get(key) ?? (await take(key, make, {}));
      held.set(key, program);
      return program;
    },
    async putBack() {
      for (const [key, program] of held) await putBack(key, program);
      held.clear();
    },
  };
}
