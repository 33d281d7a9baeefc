import { atOtherScale, atPaperScale, type FigureDraft } from '../draft.js';
import { asOurs, estimateOfMeans, numbersAt, oursOf, present, ratioOf, seriesOf, theorySeries } from '../estimate.js';
import { claimHolds, missingFrom, readingOf, sameWithin } from '../reading.js';
import type { PaperChart, PaperOurs, PaperReading, PaperSeries } from '../report.js';
import { gaussianReported as reported } from '../reported/gaussian.js';
import type { Source, Sources } from '../source.js';

const root = Math.sqrt;
const sizeOf = ({ loaded }: Source) => (loaded.scenario.samples as number).toLocaleString('en-US');

/** Var X^n = E s^2 + E |m - mu|^2, in units of the real variance. */
export function sampleVariance(source: Source, generation: number): PaperOurs | undefined {
  const columns = ['variance-ratio', 'mean-shift-squared'].map((metric) => numbersAt(source, metric, generation));
  if (columns.some((column) => column === undefined)) return undefined;
  const found = estimateOfMeans(columns as number[][], ([spread, shift]) => spread + shift);
  return asOurs(source, found, 'mean, 95% bootstrap', generation);
}

/** From here on an error of a parameter counts as significant, in units of the real standard deviation. */
const SIGNIFICANT = 0.1;
/** The figure's claim ends here. */
const LARGE = 100_000;

export function fig4(sources: Sources): FigureDraft {
  const ids = ['replace-m100-mle', 'fig4-m500', 'fig4-m1000', 'fig4-m10000', 'fig4-m1e5', 'fig4-m1e6', 'fig4-m1e7'].map(
    (name) => `gaussian/${name}`,
  );
  const chains = ids.map(sources);
  const unbiased = sources('gaussian/replace-m100');
  const affected = chains.map((source): PaperReading => {
    const large = (source.loaded.scenario.samples as number) >= LARGE;
    return readingOf(
      `typical error of the mean at generation 1000, M = ${sizeOf(source)}`,
      large ? reported.unaffected : reported.affected,
      oursOf(source, 'mean-shift-squared', 1000, 'median', root),
      ({ low, high }) =>
        large
          ? claimHolds(high < SIGNIFICANT, `below ${SIGNIFICANT} of the real standard deviation`)
          : claimHolds(low > SIGNIFICANT, `above ${SIGNIFICANT} of the real standard deviation`),
      missingFrom(source),
    );
  });
  const variance = (source: Source, name: string) =>
    readingOf(
      `Var(X^n) over the real variance at n = M = 100, ${name}`,
      reported.varianceDiverges,
      sampleVariance(source, 100),
      (found) => sameWithin(2, 0, found),
      missingFrom(source),
    );
  return {
    id: 'fig4',
    name: 'Figure 4',
    title: 'One Gaussian refitted to its own samples',
    section: '4.2',
    claim:
      'Mean and standard deviation drift like a random walk; unless more than about 100,000 samples are drawn a generation, both are significantly affected.',
    settings: [
      'N(0, 1), fitted and sampled 1,000 times, one run for each M',
      'M = 100, 500, 1,000, 10,000 in the released code; the figure shows larger ones',
      'Eq. 1 of the text divides by M - 1; the released code by M (ddof = 0), as our series do',
    ],
    summary:
      'Drift at M below 100,000 and hardly any above. The variance of a generated sample diverges under Eq. 1, and not under the released code.',
    readings: [...affected, variance(unbiased, 'Eq. 1 (ddof = 1)'), variance(chains[0], 'released code (ddof = 0)')],
    charts: [
      chart(
        'fig4-mean',
        'Distance of the fitted mean from the real one',
        '|mean|',
        'central 95% of runs',
        present(chains.map((source) => seriesOf(source, 'mean-shift-squared', `M = ${sizeOf(source)}`, 'runs', root))),
        present(
          chains.map((source) =>
            theorySeries(source, 'G2-mean-shift-squared', `root mean square, exact, M = ${sizeOf(source)}`, root),
          ),
        ),
      ),
      chart(
        'fig4-sd',
        'Fitted standard deviation',
        'standard deviation',
        'central 95% of runs',
        present(chains.map((source) => seriesOf(source, 'standard-deviation', `M = ${sizeOf(source)}`, 'runs'))),
        present(chains.map((source) => theorySeries(source, 'G1-standard-deviation', `mean, exact, M = ${sizeOf(source)}`))),
      ),
    ],
    runs: [...atPaperScale(...ids), ...atOtherScale('gaussian/replace-m100')],
    texts: [],
    notes: ['The paper shows a single run; ours are 200, so the band is where a single run may be.'],
    errata: [1, 2, 3, 4, 15],
  };
}

function chart(
  id: string,
  title: string,
  y: string,
  band: string,
  ours: readonly PaperSeries[],
  theory: readonly PaperSeries[],
): PaperChart {
  return {
    id,
    title,
    x: { title: 'generation', scale: 'log' },
    y: { title: y, scale: 'log' },
    band,
    series: [...ours, ...theory],
  };
}

/** The record's last generation. */
const lastOf = ({ loaded }: Source) => loaded.observed[loaded.observed.length - 1];

export function fig5(sources: Sources): FigureDraft {
  const kept = ['gaussian/fig5-m100', 'paper/gaussian/fig5-m500', 'paper/gaussian/fig5-m1000'];
  const synthetic = kept.map((id) => `${id}-synthetic-pool`);
  const replaced = sources('gaussian/replace-m100-mle');
  const all = [...kept, ...synthetic].map(sources);
  const pool = (source: Source) =>
    source.loaded.scenario.mitigation.keepReal === true ? 'real data in the pool' : 'real data not in it';
  const label = (source: Source) => `M = ${sizeOf(source)}, ${pool(source)}`;
  return {
    id: 'fig5',
    name: 'Figure 5',
    title: 'Refitted to a fixed-size sample from the pool of all generations',
    section: '4.2',
    claim: 'The parameters jump around quite significantly; changes are attenuated, yet inevitable.',
    settings: [
      'N(0, 1); every model is fitted to M samples drawn from the pool of what models 1 to n generated',
      'whether the real data stay in the pool is not said ("models 1...n"): both are run',
    ],
    summary: 'Parameters jump, more than after the first fit, but within bounds: far less than without the pool.',
    readings: [
      ...all.map((source) =>
        readingOf(
          `mean risk (W2 squared) at generation ${lastOf(source)} over that of the first fit, ${label(source)}`,
          reported.jumps,
          ratioOf(source, 'w2-squared', 1, lastOf(source), 'mean'),
          ({ estimate }) => claimHolds(estimate > 1, 'above 1: farther off than one fit to real data'),
          missingFrom(source),
        ),
      ),
      readingOf(
        'mean risk at generation 300, M = 100, over that of replacement',
        reported.attenuated,
        overReplaced(all[0], replaced, 300),
        ({ high }) => claimHolds(high < 1, 'below 1: attenuated'),
        missingFrom(all[0]),
      ),
    ],
    charts: [
      chart(
        'fig5-mean',
        'Distance of the fitted mean from the real one',
        '|mean|',
        'central 95% of runs (below 20 runs: their range)',
        present(all.map((source) => seriesOf(source, 'mean-shift-squared', label(source), 'runs', root))),
        [],
      ),
      chart(
        'fig5-sd',
        'Fitted standard deviation',
        'standard deviation',
        'central 95% of runs (below 20 runs: their range)',
        present(all.map((source) => seriesOf(source, 'standard-deviation', label(source), 'runs'))),
        [],
      ),
    ].filter(({ series }) => series.length > 0),
    runs: [...atPaperScale(...kept, ...synthetic), ...atOtherScale('gaussian/replace-m100-mle')],
    texts: [],
    notes: ['Our M = 100 runs for 300 generations, the others for 1,000.'],
    errata: [8],
  };
}

/** Ratio of mean risks of two systems whose replicates are not paired by number: each has its own interval, and they are divided end by end. */
function overReplaced(source: Source, replaced: Source, generation: number): PaperOurs | undefined {
  const [ours, theirs] = [source, replaced].map((each) => oursOf(each, 'w2-squared', generation, 'mean'));
  if (ours === undefined || theirs === undefined) return undefined;
  const ratio = { estimate: ours.estimate / theirs.estimate, low: ours.low / theirs.high, high: ours.high / theirs.low };
  return asOurs(source, ratio, 'ratio of means, extremes of both 95% bootstrap intervals', generation);
}

export function fig6(sources: Sources): FigureDraft {
  const ids = ['fig6-m100', 'fig6-m500', 'fig6-m1000', 'fig6-m10000', 'fig6-m100-synthetic-pool'].map(
    (name) => `gaussian/${name}`,
  );
  const all = ids.map(sources);
  const label = (source: Source) =>
    `M = ${sizeOf(source)}${source.loaded.scenario.mitigation.keepReal === true ? '' : ', real data not in the pool'}`;
  return {
    id: 'fig6',
    name: 'Figure 6',
    title: 'Refitted to the whole pool of all generations',
    section: '4.2',
    claim: 'As data accumulate, the estimates settle: their variance reduces over time.',
    settings: ['N(0, 1); every model is fitted to everything generated so far', 'M = 100, 500, 1,000, 10,000; 1,000 generations'],
    summary:
      'Estimates settle, and stay bounded at constant M; what shrinks is the step of a generation, not the spread over runs.',
    readings: all.map((source) =>
      readingOf(
        `mean risk at generation 1000 over that at generation 100, ${label(source)}`,
        reported.settles,
        ratioOf(source, 'w2-squared', 100, 1000, 'mean'),
        ({ low, high }) => claimHolds(low > 0.8 && high < 1.25, 'within a quarter of 1: settled (a random walk would be at 10)'),
        missingFrom(source),
      ),
    ),
    charts: [
      chart(
        'fig6-mean',
        'Distance of the fitted mean from the real one',
        '|mean|',
        'central 95% of runs',
        present(all.map((source) => seriesOf(source, 'mean-shift-squared', label(source), 'runs', root))),
        present(
          all.map((source) => theorySeries(source, 'G3-mean-shift-squared', `root mean square, exact, ${label(source)}`, root)),
        ),
      ),
      chart(
        'fig6-sd',
        'Fitted standard deviation',
        'standard deviation',
        'central 95% of runs',
        present(all.map((source) => seriesOf(source, 'standard-deviation', label(source), 'runs'))),
        [],
      ),
    ],
    runs: atPaperScale(...ids),
    texts: [],
    notes: [],
    errata: [8],
  };
}

export function fig12(sources: Sources): FigureDraft {
  const ids = [1, 2, 3, 4, 5, 6, 7].map((power) => `gaussian/fig12-m1e${power}`);
  const all = ids.map(sources);
  const last = all[6];
  // The paper's own 10,000 repetitions.
  const errors = { mean: reported.meanError.spread / 100, deviation: reported.meanError.spread / root(20_000) };
  const points = present(all.map((source) => oursOf(source, 'mean-absolute-error', 1, 'mean')));
  const spreads = present(all.map((source) => oursOf(source, 'mean-absolute-error', 1, 'sd')));
  const sizes = all.filter(({ result }) => result !== undefined).map(({ loaded }) => loaded.scenario.samples as number);
  const series = (name: string, found: readonly PaperOurs[]): PaperSeries => ({
    name,
    kind: 'ours',
    mark: 'points',
    x: sizes,
    y: found.map(({ estimate }) => estimate),
    lower: found.map(({ low }) => low),
    upper: found.map(({ high }) => high),
    scenario: null,
  });
  const theory = (name: string, factor: number): PaperSeries => {
    const x = all.map(({ loaded }) => loaded.scenario.samples as number);
    return { name, kind: 'theory', mark: 'line', x, y: x.map((m) => root(factor / m)), lower: null, upper: null, scenario: null };
  };
  return {
    id: 'fig12',
    name: 'Figure 12',
    title: 'A Gaussian estimated from a finite number of points',
    section: '3.1, A.1',
    claim: 'Even from 10^7 points the mean is not found exactly: 0.00024899 ± 0.000189.',
    settings: ['N(0, 1), one fit, up to 10^7 points', '10,000 repetitions in the text, 1,000 in the released code'],
    summary: 'The numbers are those of a half normal: what is given as the estimated mean is the mean of its absolute value.',
    readings: [
      readingOf(
        'mean of |estimated mean| at 10^7 points',
        reported.meanError,
        oursOf(last, 'mean-absolute-error', 1, 'mean'),
        (found) => sameWithin(reported.meanError.value, errors.mean, found),
        missingFrom(last),
      ),
      readingOf(
        'standard deviation of |estimated mean| at 10^7 points',
        reported.meanErrorSpread,
        oursOf(last, 'mean-absolute-error', 1, 'sd'),
        (found) => sameWithin(reported.meanErrorSpread.value, errors.deviation, found),
        missingFrom(last),
      ),
    ],
    charts:
      points.length === 0
        ? []
        : [
            {
              id: 'fig12-error',
              title: 'Error of the estimated mean',
              x: { title: 'points', scale: 'log' },
              y: { title: '|estimated mean|', scale: 'log' },
              band: '95% bootstrap interval of the mean (of the standard deviation)',
              series: [
                series('mean', points),
                series('standard deviation', spreads),
                theory('mean of a half normal', 2 / Math.PI),
                theory('standard deviation of a half normal', 1 - 2 / Math.PI),
                {
                  name: 'paper at 10^7',
                  kind: 'paper',
                  mark: 'points',
                  x: [1e7],
                  y: [reported.meanError.value],
                  lower: null,
                  upper: null,
                  scenario: null,
                },
              ],
            },
          ],
    runs: atPaperScale(...ids),
    texts: [],
    notes: ['Our records hold 1,000 repetitions, and 10,000 at 10^7 points.'],
    errata: [9],
  };
}
