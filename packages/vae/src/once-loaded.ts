import type { Host } from '@collapse-bench/core';

/** Something that a process reads or makes once, through its host. */
export interface OnceLoaded<Value, Needs = Host> {
  /** Loads it, or waits for the loading that is under way. A loading that failed is forgotten: the next call tries again. */
  load(host: Needs): Promise<Value>;
  /** What was loaded. @throws Error before `load` is done */
  loaded(): Value;
}

/** @param name what messages call it */
export function onceLoaded<Value, Needs = Host>(name: string, load: (host: Needs) => Promise<Value>): OnceLoaded<Value, Needs> {
  let loading: Promise<Value> | undefined;
  let done: { readonly value: Value } | undefined;
  return {
    load(host) {
      loading ??= load(host).then(
        (value) => {
          done = { value };
          return value;
        },
        (error) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    },
    loaded() {
      if (done === undefined) throw new Error(`vae: ${name} is not loaded yet; await vae.load(options, host) first`);
      return done.value;
    },
  };
}
