import { expect, it } from 'vitest';
import { checkGmm } from './check.js';
import { gmmOptions } from './testing/options.js';

const eye = [
  [1, 0],
  [0, 1],
];
const component = { weight: 0.5, mean: [0, 0], covariance: eye };

function pointers(changes: Parameters<typeof gmmOptions>[0], samples = 100) {
  const problems = checkGmm({ system: gmmOptions(changes), mitigation: { id: 'replace' }, samples, generations: 5 });
  for (const { expected, found, remedy } of problems) expect(expected && found && remedy).toBeTruthy();
  return problems.map(({ pointer }) => pointer);
}

it('finds nothing wrong with the released settings', () => {
  expect(pointers({}, 1000)).toEqual([]);
  expect(pointers({ real: [component, component] })).toEqual([]);
});

it.each<[string, Parameters<typeof gmmOptions>[0], string]>([
  ['what core finds of the real distribution', { real: [component] }, '/system/real/components'],
  ['starts from points without regCovar', { initialisation: 'random-from-data', regCovar: 0 }, '/system/regCovar'],
  ['several starts from one previous model', { initialisation: 'previous', starts: 3 }, '/system/starts'],
])('finds %s', (_, changes, pointer) => {
  expect(pointers(changes)).toEqual([pointer]);
});

it.each([1, 4, Number.POSITIVE_INFINITY, 1e8])('refuses %d samples for five components in the plane', (samples) => {
  expect(pointers({ components: 5 }, samples)).toEqual(['/samples']);
});
