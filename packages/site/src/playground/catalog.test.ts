import { mitigations } from '@collapse-bench/harness';
import { expect, test } from 'vitest';
import { playgroundMitigations } from './catalog.js';

test('every mitigation of the command line can be played with', () => {
  const ids = (definitions: readonly { readonly id: string }[]) => definitions.map(({ id }) => id).sort();
  expect(ids(playgroundMitigations)).toEqual(ids(mitigations));
});
