import Type, { type Static } from 'typebox';
import type { Mitigation, MitigationDefinition } from '../contracts/mitigation.js';
import { ln } from '../special.js';

const schedules = ['linear', 'superlinear', 'quadratic'] as const;
type Schedule = (typeof schedules)[number];

const options = Type.Object(
  {
    schedule: Type.Enum([...schedules], {
      description: 'M_i, i = 1, 2, ...: linear M i; superlinear M i ln(i + e - 1), rounded; quadratic M i^2. M_0 = M.',
    }),
  },
  { additionalProperties: false },
);

const E_MINUS_1 = 1.718281828459045;

/**
 * Size of the i-th data set: the real one (i = 0) and model 1's (i = 1) have M samples in every schedule. i ln i grows
 * faster than linearly and still lets the risk diverge, for the sum of 1/(i ln i) does (theory of Section 4.2).
 */
export function scheduledSamples(schedule: Schedule, samples: number, index: number): number {
  if (index <= 1) return samples;
  if (schedule === 'linear') return samples * index;
  if (schedule === 'quadratic') return samples * index * index;
  return Math.round(samples * index * ln(index + E_MINUS_1));
}

export const growSamples: MitigationDefinition = {
  id: 'grow-samples',
  summary: 'Replace, with more samples every generation.',
  source: 'Shumailov et al. 2305.17493, Section 4.2 (superlinear sampling)',
  options,
  create: ({ schedule }: Static<typeof options>): Mitigation<unknown> => ({
    needs: [],
    keepsPool: false,
    request: (generation, base) => ({ ...base, count: scheduledSamples(schedule, base.count, generation - 1) }),
    trainingSet: ({ history }) => ({ data: history.synthetic }),
    realSamplesUsed: () => 0,
  }),
};
