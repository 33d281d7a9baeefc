import type { Comparison } from './comparison.js';
import { binomialComparison } from './comparisons/binomial.js';
import { bootstrapComparison } from './comparisons/bootstrap.js';
import { discreteComparison } from './comparisons/discrete.js';
import { fig4Ensemble } from './comparisons/fig4-ensemble.js';
import { fig4Statistics } from './comparisons/fig4-statistics.js';
import { gammaComparison } from './comparisons/gamma.js';
import { gmmComparison } from './comparisons/gmm.js';
import { hypergeometricComparison } from './comparisons/hypergeometric.js';
import { kdeComparison } from './comparisons/kde.js';
import { llmComparison } from './comparisons/llm.js';
import { llmGenerationComparison } from './comparisons/llm-generation.js';
import { llmOpt125mComparison } from './comparisons/llm-opt-125m.js';
import { normalComparison } from './comparisons/normal.js';
import { overhead } from './comparisons/overhead.js';
import { permutationComparison } from './comparisons/permutation.js';
import { pointsComparison } from './comparisons/points.js';
import { pointsMetricsComparison } from './comparisons/points-metrics.js';
import { tensorComparison } from './comparisons/tensor.js';
import { tensorConvComparison } from './comparisons/tensor-conv.js';
import { textComparison } from './comparisons/text.js';
import { vaeComparison } from './comparisons/vae.js';
import { wishartComparison } from './comparisons/wishart.js';
import { workers } from './comparisons/workers.js';

/** Every comparison, in the order in which they run. */
export const comparisons: readonly Comparison[] = [
  normalComparison,
  pointsComparison,
  fig4Statistics,
  discreteComparison,
  gammaComparison,
  binomialComparison,
  hypergeometricComparison,
  wishartComparison,
  permutationComparison,
  bootstrapComparison,
  pointsMetricsComparison,
  textComparison,
  gmmComparison,
  kdeComparison,
  tensorComparison,
  tensorConvComparison,
  vaeComparison,
  llmComparison,
  llmGenerationComparison,
  llmOpt125mComparison,
  workers,
  overhead,
  fig4Ensemble,
];
