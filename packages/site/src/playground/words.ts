import { numberText } from './number-text.js';
import { predictionOf, type Received, series } from './received.js';

/** What a run has come to, for eyes and for a screen reader. */
export function statusText(run: Received, metric: string): string {
  const { scenario, observed, count, finished } = run;
  const size = `${scenario.replicates} ${scenario.replicates === 1 ? 'replicate' : 'replicates'}, ${scenario.generations} generations`;
  if (finished === undefined) {
    return `Running ${size}: generation ${count > 0 ? observed[count - 1] : 0}.`;
  }
  const { exact, largestZ, rejected } = finished.verdict;
  const held = rejected === 0 ? 'all of them hold' : `${rejected} of them ${rejected === 1 ? 'does' : 'do'} not hold`;
  const theory =
    exact === 0
      ? 'No exact prediction covers this setting.'
      : `${exact} numbers held against exact theory: ${held} (largest |z| ${largestZ.toFixed(1)}, Holm at 1%).`;
  return `Done: ${size} in ${numberText(finished.seconds, 2)} s. ${readout(run, metric, count - 1)} ${theory}`;
}

/** One observed generation in words. */
export function readout(run: Received, metric: string, place: number): string {
  const { observed, count, gaps } = run;
  if (place < 0 || place >= count) return '';
  const generation = observed[place];
  const gap = gaps.find((each) => each.metric === metric && each.generation === generation);
  if (gap !== undefined) {
    return `Generation ${generation}: ${metric} is ${gap.status} in ${gap.replicates} of ${run.scenario.replicates} replicates (${gap.reason}).`;
  }
  const of = (statistic: 'mean' | 'standardError' | 'tenth' | 'median' | 'ninetieth') =>
    numberText(series(run, metric, statistic)[place]);
  const error = run.scenario.replicates > 1 ? ` ± ${of('standardError')}` : '';
  const spread =
    run.scenario.replicates > 1 ? `, median ${of('median')}, four in five between ${of('tenth')} and ${of('ninetieth')}` : '';
  const prediction = predictionOf(run, metric, generation);
  const kind = { exact: '', asymptotic: 'about ', 'lower-bound': 'at least ', 'upper-bound': 'at most ' };
  const theory = prediction && `; theory says ${kind[prediction.kind]}${numberText(prediction.prediction)}`;
  const z = prediction?.kind === 'exact' && prediction.z !== null ? ` (z = ${prediction.z.toFixed(1)})` : '';
  return `Generation ${generation}: mean ${metric} ${of('mean')}${error}${spread}${theory ?? ''}${z}.`;
}
