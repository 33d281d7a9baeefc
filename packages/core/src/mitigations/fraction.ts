import Type from 'typebox';

/** Schema of a fraction in [0, 1]. */
export function fraction(description: string) {
  return Type.Number({ minimum: 0, maximum: 1, description });
}
