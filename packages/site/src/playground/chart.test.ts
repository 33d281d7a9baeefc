import { describe, expect, test } from 'vitest';
import { scale, ticks } from './axis.js';
import { CHART, chartMarkup, polyline, theoryCurves } from './chart.js';
import { type Batch, SUMMARY, type TheoryPoint } from './messages.js';
import { numberText } from './number-text.js';
import { nothingReceived, predictionOf, type Received, received, replicateSeries, series } from './received.js';
import { tableCsv, tableRows, valuesCsv } from './rows.js';
import { scenarioOf } from './scenario-of.js';
import { hashOf, stateOf } from './url-state.js';
import { readout, statusText } from './words.js';

const point = (oracle: string, generation: number, kind: TheoryPoint['kind'], prediction: number): TheoryPoint => ({
  ...{ oracle, generation, kind, prediction, metric: 'w2-squared', statistic: 'mean' },
  ...{ measured: prediction, standardError: 0.1, standardErrorFrom: 'theory', z: 0.5 },
});

const scenario = {
  ...scenarioOf({ system: 'gaussian', mitigation: 'replace', samples: '10', generations: '3', replicates: '2', seed: '1' }),
  metrics: ['w2-squared', 'log-det-ratio'],
};

/** Of generation i, metric m and replicate r: 100 i + 10 m + r. */
function batch(from: number, count: number, theory: TheoryPoint[]): Batch {
  const cells = Array.from({ length: count * 2 }, (_, row) => 100 * (from + Math.floor(row / 2)) + 10 * (row % 2));
  return {
    ...{ from, count, theory, done: (from + count) / 3, pictures: cells.slice(0, count).map(() => undefined) },
    values: Float64Array.from(cells.flatMap((cell) => [cell, cell + 1])),
    summary: Float64Array.from(cells.flatMap((cell) => SUMMARY.map((_, s) => cell + s / 10))),
    gaps: from === 0 ? [{ metric: 'log-det-ratio', generation: 1, replicates: 1, status: 'diverged', reason: 'no spread' }] : [],
  };
}

const theory = [point('G1', 1, 'exact', 1), point('Eq4', 1, 'asymptotic', 2), point('G1', 2, 'exact', 101)];
const run: Received = [batch(0, 2, theory), batch(2, 1, [])].reduce(received, nothingReceived(scenario, [1, 2, 3]));

describe('what has arrived', () => {
  test('lies where its generation, metric and replicate are', () => {
    expect(run.count).toBe(3);
    expect(Array.from(series(run, 'log-det-ratio', 'median'))).toEqual([10.3, 110.3, 210.3]);
    expect(Array.from(replicateSeries(run, 'w2-squared', 1))).toEqual([1, 101, 201]);
    expect(Array.from(replicateSeries(run, 'w2-squared', 1, 2))).toEqual([1, 101]);
  });

  test('is held against the exact prediction before others', () => {
    expect(predictionOf(run, 'w2-squared', 1)?.oracle).toBe('G1');
    expect(predictionOf(run, 'w2-squared', 3)).toBeUndefined();
    expect(theoryCurves(run, 'w2-squared').map(({ oracle, points }) => [oracle, points.length])).toEqual([
      ['G1', 2],
      ['Eq4', 1],
    ]);
  });

  test('is told in words, and why there is no number', () => {
    expect(readout(run, 'w2-squared', 1)).toBe(
      'Generation 2: mean w2-squared 100 ± 100, median 100, four in five between 100 and 100; theory says 101 (z = 0.5).',
    );
    expect(readout(run, 'log-det-ratio', 0)).toBe('Generation 1: log-det-ratio is diverged in 1 of 2 replicates (no spread).');
    expect(readout(run, 'w2-squared', 3)).toBe('');
    expect(statusText(run, 'w2-squared')).toBe('Running 2 replicates, 3 generations: generation 3.');
    const finished = { verdict: { exact: 2, largestZ: 0.5, rejected: 0 }, seconds: 0.25 };
    expect(statusText({ ...run, finished }, 'w2-squared')).toMatch(
      /^Done: 2 replicates, 3 generations in 0.25 s. Generation 3: .* 2 numbers held against exact theory: all of them hold/,
    );
  });

  test('is saved with every digit', () => {
    const [head, first, , third] = tableCsv(tableRows(run, 'w2-squared')).split('\n');
    expect(head).toBe('generation,mean,standard_error,q10,median,q90,theory,z,oracle');
    expect(first).toBe('1,0,0.1,0.2,0.3,0.4,1,0.5,"G1, exact"');
    expect(third).toBe('3,200,200.1,200.2,200.3,200.4,,,""');
    expect(valuesCsv(run).split('\n').slice(0, 3)).toEqual([
      'metric,generation,replicate,value',
      'w2-squared,1,0,0',
      'w2-squared,1,1,1',
    ]);
  });
});

describe('the chart', () => {
  const view = { width: 400, metric: 'w2-squared', shown: 3, marked: 1, logarithmic: false };

  test('draws the mean through every generation that has passed, from axis to edge', () => {
    const mean = /class="pg-mean" d="M64 [\d.]+L226 [\d.]+L388 [\d.]+"/;
    expect(chartMarkup(run, view)).toMatch(mean);
    expect(chartMarkup(run, { ...view, shown: 2 })).toMatch(/class="pg-mean" d="M64 [\d.]+L226 [\d.]+"/);
    expect(chartMarkup(run, { ...view, shown: 0 })).toContain('class="pg-mean" d=""');
  });

  test('marks a generation, has a band for exact theory, and a line for each oracle', () => {
    const markup = chartMarkup(run, view);
    expect(markup).toContain('<path class="pg-marker" d="M226 ');
    expect(markup.match(/pg-theory-band/g)).toHaveLength(1);
    expect(markup.match(/class="pg-theory pg-/g)).toHaveLength(2);
  });

  test('a line breaks where there is no number, and on a logarithmic scale where it is not positive', () => {
    const x = scale(0, 10, 0, 10);
    expect(polyline([0, 1, 2, 3], [1, Number.NaN, 2, 3], x, scale(0, 10, 10, 0))).toBe('M0 9M2 8L3 7');
    expect(polyline([0, 1, 2], [1, 0, 10], x, scale(1, 10, 10, 0, true))).toBe('M0 10M2 0');
    expect(chartMarkup(run, { ...view, logarithmic: true })).not.toContain('NaN');
    expect(CHART.height).toBeGreaterThan(0);
  });
});

describe('an axis', () => {
  test.each([
    [0, 10, false, [0, 2, 4, 6, 8, 10]],
    [0.013, 0.047, false, [0.02, 0.03, 0.04]],
    [-1, 1, false, [-1, -0.5, 0, 0.5, 1]],
    [0.001, 1000, true, [0.001, 0.1, 10, 1000]],
    [2, 30, true, [5, 10, 15, 20, 25, 30]],
  ])('from %d to %d has round ticks', (low, high, logarithmic, values) => {
    expect(ticks(scale(low, high, 0, 100, logarithmic), logarithmic ? 6 : 5).map(({ value }) => value)).toEqual(values);
  });
});

test.each([
  [0, '0'],
  [1234.5678, '1230'],
  [0.000012345, '1.23e-5'],
  [1e9, '1e9'],
  [-0.5, '-0.5'],
  [Number.NaN, '–'],
])('%d is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test('a state comes back from its address, whatever its values', () => {
  const state = { system: 'gmm', 'gmm.regCovar': '1e-6', note: 'a=b&c#d é' };
  expect(stateOf(`#${hashOf(state)}`)).toEqual(state);
  expect(stateOf('#%E0%A4%A&=&&x')).toBeTypeOf('object');
});
