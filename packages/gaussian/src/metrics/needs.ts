import type { GaussianTruth } from '../params.js';

/** Reasons that complete "needs ...". */
export function needsNormal({ kind }: GaussianTruth): string | undefined {
  return kind === 'normal' ? undefined : 'a normal real distribution';
}

export function needsOneDimension({ dimension }: GaussianTruth): string | undefined {
  return dimension === 1 ? undefined : 'one dimension';
}
