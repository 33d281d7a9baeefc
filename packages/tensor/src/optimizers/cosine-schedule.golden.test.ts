import { describe, expect, test } from 'vitest';
import golden from './cosine-schedule.golden.json' with { type: 'json' };
import { cosineSchedule } from './cosine-schedule.js';

describe('the cosine schedule', () => {
  test.each(golden.cases)('$schedule has the rates of PyTorch', ({ schedule, rates }) => {
    // PyTorch multiplies its way from step to step.
    for (const [step, rate] of rates.entries()) expect(cosineSchedule(schedule, step)).toBeCloseTo(rate, 14);
  });

  test('stays at the final rate', () => {
    const schedule = { peak: 1, final: 0.125, warmUp: 2, steps: 9 };
    expect(cosineSchedule(schedule, 2)).toBe(1);
    expect(cosineSchedule(schedule, 9)).toBe(0.125);
    expect(cosineSchedule(schedule, 1e9)).toBe(0.125);
  });

  test('refuses a warm-up that is as long as the whole', () => {
    expect(() => cosineSchedule({ peak: 1, final: 0, warmUp: 3, steps: 3 }, 0)).toThrow(/warmUp of \[0, steps = 3\), found 3/);
  });
});
