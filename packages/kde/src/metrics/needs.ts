import type { RealTruth } from '../real/truth.js';

/** Reasons that complete "needs ...". */
export function needsNormal({ kind }: RealTruth): string | undefined {
  return kind === 'normal' ? undefined : 'a normal real distribution';
}

export function needsMixture({ components }: RealTruth): string | undefined {
  return components.length > 1 ? undefined : 'a real distribution of two components or more';
}

export function needsOneDimension({ dimension }: RealTruth): string | undefined {
  return dimension === 1 ? undefined : 'one dimension';
}
