/**
 * The few schema builders that core, gaussian, discrete and gmm call, giving the same JSON as `typebox` does. The page's bundle
 * takes these in its place (a default export, as there), which would weigh more than the systems themselves.
 */
type Json = Readonly<Record<string, unknown>>;

const plain = {
  Object: (properties: Readonly<Record<string, Json>>, options: Json = {}): Json => {
    const required = Object.keys(properties);
    return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
  },
  Array: (items: Json, options: Json = {}): Json => ({ type: 'array', items, ...options }),
  Tuple: (items: readonly Json[], options: Json = {}): Json => ({
    type: 'array',
    additionalItems: false,
    items,
    minItems: items.length,
    ...options,
  }),
  Union: (anyOf: readonly Json[], options: Json = {}): Json => ({ anyOf, ...options }),
  Enum: (values: readonly string[], options: Json = {}): Json => ({ enum: values, ...options }),
  Literal: (value: string | number, options: Json = {}): Json => ({ type: typeof value, const: value, ...options }),
  Number: (options: Json = {}): Json => ({ type: 'number', ...options }),
  Integer: (options: Json = {}): Json => ({ type: 'integer', ...options }),
  Boolean: (options: Json = {}): Json => ({ type: 'boolean', ...options }),
};

export default plain;
