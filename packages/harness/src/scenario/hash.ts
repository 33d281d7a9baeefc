import canonicalize from 'canonicalize';
import { sha256 } from '../sha256.js';
import type { Scenario } from './schema.js';

/**
 * SHA-256 of everything in a scenario that decides what one cell computes: not its prose, and not the number of
 * replicates, for a cell does not depend on how many others there are.
 */
export function scenarioHash(scenario: Scenario): string {
  const { $schema, title, description, paper, replicates, ...decisive } = scenario;
  return sha256(canonicalize(decisive)!);
}
