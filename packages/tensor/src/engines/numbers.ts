import type { NamedNumbers, Numbers } from './engine.js';

/** The outputs of several steps, one after the other along a leading axis. */
export function stacked(steps: readonly NamedNumbers[]): NamedNumbers {
  if (steps.length === 1) return steps[0];
  return mapValues(steps[0], (first, name) => {
    const array = first instanceof Float32Array ? Float32Array : Int32Array;
    const all: Numbers = new array(first.length * steps.length);
    steps.forEach((outputs, place) => {
      all.set(outputs[name], place * first.length);
    });
    return all;
  });
}

export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  to: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value, name)]));
}
