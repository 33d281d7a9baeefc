import { expect, test } from 'vitest';
import { oncePerSetting } from './once-per-setting.js';

test('computes once for an object, and anew for an equal one', () => {
  let calls = 0;
  const double = oncePerSetting(({ samples }: { samples: number }) => {
    calls++;
    return 2 * samples;
  });
  const first = { samples: 4 };
  expect([double(first), double(first), double({ samples: 5 }), double(first)]).toEqual([8, 8, 10, 8]);
  expect(calls).toBe(2);
  double({ samples: 4 });
  expect(calls).toBe(3);
});

test('remembers that there is nothing', () => {
  let calls = 0;
  const none = oncePerSetting((): undefined => void calls++);
  const setting = {};
  expect([none(setting), none(setting)]).toEqual([undefined, undefined]);
  expect(calls).toBe(1);
});
