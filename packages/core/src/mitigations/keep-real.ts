import Type from 'typebox';

/** Whether the real data stay in an accumulated pool: the paper's "models 1 ... n" does not say. */
export const keepReal = Type.Boolean({
  description: 'true: the real data stay in the pool; false: it holds generated data alone, from generation 2 on.',
});
