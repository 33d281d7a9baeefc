import { streamAt } from '@collapse-bench/core';
import type { LoadedScenario } from '../scenario/load.js';
import { sampleCount } from '../scenario/sample-count.js';
import type { Loop } from './changed-cell.js';

/** A mistake that somebody might make, and that must not pass. */
export interface PlantedChange {
  readonly id: string;
  /** What was done, in words. */
  readonly summary: string;
  /** The scenario as it then runs; undefined where the mistake makes no difference to it by construction. */
  changed(loaded: LoadedScenario): LoadedScenario | undefined;
  /** Whether it is in the random numbers alone, and shows only where these make a difference. */
  readonly random?: boolean;
  /** What it does to the loop beyond the scenario. Absent: nothing. */
  readonly change?: (loop: Loop) => Loop;
}

const hasSamples = ({ scenario }: LoadedScenario) => Number.isFinite(sampleCount(scenario));
const last = ({ observed }: LoadedScenario) => observed[observed.length - 1];
/** Whether anything that a model generates is ever trained on. */
const usesGenerated = ({ scenario }: LoadedScenario) => scenario.mitigation.fraction !== 1;
/** Of the first model's mean nothing depends on the estimate of a variance. */
const measuresMeansAlone = ({ scenario }: LoadedScenario) =>
  scenario.generations === 1 && scenario.metrics.every((metric) => metric === 'mean-absolute-error');

/** The estimator that divides by M where it should by M - 1, or the reverse. */
const estimatorBias: PlantedChange = {
  id: 'variance-estimator',
  summary: 'the variance estimator divides by M instead of M - 1, or the reverse',
  changed: (loaded) => {
    const { system } = loaded.scenario;
    if (typeof system.ddof !== 'number' || !hasSamples(loaded) || measuresMeansAlone(loaded)) return undefined;
    return { ...loaded, scenario: { ...loaded.scenario, system: { ...system, ddof: 1 - system.ddof } } };
  },
};

const offByOne: PlantedChange = {
  id: 'off-by-one-generation',
  summary: 'generation g + 1 is measured in the place of generation g',
  changed: (loaded) => {
    // What is fitted to whole populations or to the real data alone is the same in every generation.
    if (!hasSamples(loaded) || !usesGenerated(loaded)) return undefined;
    return { ...loaded, observed: loaded.observed.map((generation) => generation + 1) };
  },
};

/** Every generation draws its samples from the stream of the first. */
const staleStream: PlantedChange = {
  id: 'stale-random-stream',
  summary: 'every generation samples with the random numbers of the first',
  random: true,
  changed: (loaded) => (hasSamples(loaded) && usesGenerated(loaded) && last(loaded) >= 3 ? loaded : undefined),
  change: (loop) => ({
    ...loop,
    model: { ...loop.model, sample: (params, request) => loop.model.sample(params, request, streamAt(loop.streams.sample, 1)) },
  }),
};

const weakMitigation: PlantedChange = {
  id: 'nine-for-ten-percent',
  summary: 'a mitigation that says 10% real data keeps 9%',
  changed: (loaded) => {
    const { mitigation } = loaded.scenario;
    if (mitigation.fraction !== 0.1 || last(loaded) < 2) return undefined;
    const samples = sampleCount(loaded.scenario);
    // Nine in a hundred of 50 samples are as many as ten in a hundred, 4.5 being rounded to 5.
    if (mitigation.counts !== 'iid' && Math.round(0.1 * samples) === Math.round(0.09 * samples)) return undefined;
    return { ...loaded, scenario: { ...loaded.scenario, mitigation: { ...mitigation, fraction: 0.09 } } };
  },
};

export const plantedChanges: readonly PlantedChange[] = [estimatorBias, offByOne, staleStream, weakMitigation];
