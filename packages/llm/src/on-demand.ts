/** Modules that import TensorFlow.js, which takes half a second: loaded by whoever wants them, when it does. */
export const loadTrainingStep = () => import('./training/training-step.js');
export const loadGeneration = () => import('./generation/generate.js');
export const loadScoring = () => import('./scoring/block-losses.js');
