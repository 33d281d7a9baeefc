import Type from 'typebox';

/** Schema of K, how many candidates compete for one place. */
export const candidates = Type.Integer({
  minimum: 1,
  maximum: 1000,
  description: 'K: candidates for each of the M places; 1 is plain replacement.',
});
