import { type CompiledProgram, type Program, putBack, take } from '@collapse-bench/tensor';

export interface HeldPrograms {
  /**
   * A program for this call of `generate`, until `putBack`.
   *
   * @param name all that it depends on
   */
  hold(name: string, make: () => Program): Promise<CompiledProgram>;
  putBack(): Promise<void>;
}

/** @param threads of one operation */
export function heldPrograms(threads: number): HeldPrograms {
  const held = new Map<string, CompiledProgram>();
  return {
    async hold(name, make) {
      const key = `generation/${threads} ${name}`;
      const program = held.get(key) ?? (await take(key, make, {}, { threads }));
      held.set(key, program);
      return program;
    },
    async putBack() {
      for (const [key, program] of held) await putBack(key, program);
      held.clear();
    },
  };
}
