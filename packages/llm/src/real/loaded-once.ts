/** Kept at most; what was loaded longest ago goes first. */
const MOST = 8;

/** What is loaded while it can be waited for, and asked for later without waiting. */
export interface LoadedOnce<Value> {
  /** Makes the value of a key, once a process; a failure is forgotten, so that the next call tries again. */
  load(key: string, make: () => Promise<Value>): Promise<Value>;
  /** @throws Error before it is loaded */
  get(key: string): Value;
}

/** @param what names the values, for whoever asks too early */
export function loadedOnce<Value>(what: string): LoadedOnce<Value> {
  const loading = new Map<string, Promise<Value>>();
  const loaded = new Map<string, Value>();
  return {
    load: async (key, make) => {
      const value = loading.get(key) ?? make();
      // The last to be asked for stands last.
      loading.delete(key);
      loading.set(key, value);
      try {
        loaded.set(key, await value);
      } catch (error) {
        if (loading.get(key) === value) loading.delete(key);
        throw error;
      }
      const [oldest] = loading.keys();
      if (loading.size > MOST) {
        loading.delete(oldest);
        loaded.delete(oldest);
      }
      return value;
    },
    get: (key) => {
      const value = loaded.get(key);
      if (value === undefined) throw new Error(`llm: ${what} is loaded asynchronously; await llm.load(options, host) first`);
      return value;
    },
  };
}
