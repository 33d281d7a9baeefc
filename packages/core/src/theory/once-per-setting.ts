/**
 * Remembers what was computed for an object, so that all oracles of a scenario, asked at all its generations, share one
 * computation. By identity: a setting is read-only, and a copy is computed anew.
 */
export function oncePerSetting<Setting extends object, Value>(compute: (setting: Setting) => Value): (setting: Setting) => Value {
  const known = new WeakMap<Setting, { readonly value: Value }>();
  return (setting) => {
    let found = known.get(setting);
    if (found === undefined) {
      found = { value: compute(setting) };
      known.set(setting, found);
    }
    return found.value;
  };
}
