import { availableParallelism } from 'node:os';
import { collapse, withTemporaryFolder, writeScenario } from '../collapse.js';
import type { Comparison } from '../comparison.js';
import { standardGaussian } from './standard-gaussian.js';

const REPLICATES = 10_000;

/** The paper's Fig. 4 at its largest M as an ensemble, scenario file to record. */
export const fig4Ensemble: Comparison = {
  name: 'fig4-ensemble',
  title: `${REPLICATES} replicates of Fig. 4 (M = 1e7, 1000 generations), collapse run on all cores, start to record`,
  onlyByName: 'takes a minute',
  rows: [],
  figures: () =>
    withTemporaryFolder(async (root) => {
      writeScenario(root, 'fig4', {
        title: 'Fig. 4 at M = 1e7',
        system: { id: 'gaussian', ...standardGaussian('sufficient-statistics') },
        mitigation: { id: 'replace' },
        samples: 10_000_000,
        generations: 1000,
        replicates: REPLICATES,
        seed: 1,
        metrics: ['mean-shift-squared', 'variance-ratio', 'w2-squared'],
      });
      const value = await collapse(['run', 'fig4', '--fresh'], root);
      const note = `${availableParallelism()} worker threads, ${((1000 * value) / REPLICATES).toFixed(2)} ms a replicate`;
      return [{ name: 'whole ensemble', value, unit: 's', below: 60, note }];
    }),
};
