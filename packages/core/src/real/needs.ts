import type { RealTruth } from './truth.js';

// What metrics need of a real distribution: reasons that complete "needs ...".

export function needsNormal({ kind }: RealTruth): string | undefined {
  return kind === 'normal' ? undefined : 'a normal real distribution';
}

export function needsDensity({ components }: RealTruth): string | undefined {
  return components.length > 0 ? undefined : 'a real distribution with a density in closed form: normal or a mixture';
}

export function needsModes({ components }: RealTruth): string | undefined {
  return components.length > 1 ? undefined : 'a real distribution of two components or more';
}

export function needsOneDimension({ dimension }: RealTruth): string | undefined {
  return dimension === 1 ? undefined : 'one dimension';
}
