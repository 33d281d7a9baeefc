/** Bytes or elements that one array may take while a spoilt small file is read: what a header claims is not to be allocated. */
export const MOST_ALLOCATED = 2 ** 22;
/** A line on a screen, or a few. */
const LONGEST_MESSAGE = 2000;
/** What engines say when a reader ran into something: no reader's own words. */
const ENGINE =
  /call stack|array (buffer )?(length|allocation)|out of memory|not iterable|of (undefined|null)\b|out of (range|bounds)/i;

/**
 * What a reader makes of a spoilt file; undefined where it refuses it as it should: by a RangeError in words of its own, which
 * say what was expected.
 *
 * @throws Error when it fails in any other way, or allocates far more than a small file can need
 */
export async function readOrRefuse<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  const guard = guardAllocations();
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw new Error(`expected a RangeError, found ${String(error)}`, { cause: error });
    const { message } = error;
    if (!message.includes('expected ') || ENGINE.test(message.replace(/found [\s\S]*/, '')) || message.length > LONGEST_MESSAGE) {
      throw new Error(`expected a message in the reader's own words, found ${message.slice(0, LONGEST_MESSAGE)}`, {
        cause: error,
      });
    }
    return undefined;
  } finally {
    guard.end();
    // Also where the reader caught it and gave another reason.
    if (guard.largest() > 0) {
      // biome-ignore lint/correctness/noUnsafeFinally: takes the place of whatever else was found
      throw new Error(`expected arrays of at most ${MOST_ALLOCATED} elements, found one of ${guard.largest()} asked for`);
    }
  }
}

const NAMES = [
  'Array',
  'ArrayBuffer',
  'Uint8Array',
  'Uint16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
] as const;

/** Sees every array that is made by its length, and lets none that is too large come to be. */
function guardAllocations(): { readonly largest: () => number; readonly end: () => void } {
  const scope = globalThis as unknown as Record<string, unknown>;
  const originals = NAMES.map((name) => [name, scope[name]] as const);
  let largest = 0;
  for (const [name, original] of originals) {
    scope[name] = new Proxy(original as new (...args: unknown[]) => object, {
      construct: (target, args, newTarget) => {
        if (args.length === 1 && typeof args[0] === 'number') {
          const tooMany = args[0] > MOST_ALLOCATED;
          if (tooMany) largest = Math.max(largest, args[0]);
          if (tooMany) throw new RangeError('Array buffer allocation failed');
        }
        return Reflect.construct(target, args, newTarget === scope[name] ? target : newTarget);
      },
    });
  }
  return {
    largest: () => largest,
    end: () => {
      for (const [name, original] of originals) scope[name] = original;
    },
  };
}
