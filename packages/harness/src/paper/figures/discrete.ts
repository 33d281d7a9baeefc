import type { DiscreteTruth } from '@collapse-bench/discrete';
import { systemOf } from '../../catalog.js';
import { atOtherScale, atPaperScale, type FigureDraft } from '../draft.js';
import { asOurs, estimateOf, numbersAt, oursOf, present, ratioOf, seriesOf } from '../estimate.js';
import { claimHolds, missingFrom, readingOf, sameWithin } from '../reading.js';
import type { PaperChart, PaperSeries } from '../report.js';
import { discreteReported as reported } from '../reported/discrete.js';
import type { Source, Sources } from '../source.js';

/** p0 of a scenario over states. */
export function realProbabilities({ loaded }: Source): Float64Array {
  const { id, ...options } = loaded.scenario.system;
  return (systemOf(id).create(options).truth as DiscreteTruth).probabilities;
}

export function fig3(sources: Sources): FigureDraft {
  const [middle, fat, three] = ['discrete/fig3-bimodal', 'discrete/fig3-fat-tails', 'discrete/three-states-m20'].map(sources);
  const samples = middle.loaded.scenario.samples as number;
  const likely = realProbabilities(middle).filter((p) => p > 1 / samples).length;
  const fixed = numbersAt(three, 'first-state-mass', 1000)?.map((mass) => (mass === 1 ? 1 : 0));
  return {
    id: 'fig3',
    name: 'Figure 3',
    title: 'A histogram loses what is rare',
    section: '4.1, A.1',
    claim:
      'A mixture of two normals and one with fatter tails look the same after one finite resampling: states less likely than 1/M are cut off, and in the end one state is left.',
    settings: [
      'histogram of a Gaussian mixture with means -4 and 4 and variance 1 (middle); a similar one with fatter tails (left), whose parameters are not given',
      'cut at probability 1/M; neither M nor the bins are given: ours has M = 1,000 and 200 bins over [-12, 12], and for the fat tails a fifth of the mass has variance 6',
    ],
    summary:
      'Rare states go first and one is left in the end; but one resampling spares more of the rare than the cut at 1/M does.',
    readings: [
      readingOf(
        `states left by the first resampling of M = ${samples} (the cut at 1/M leaves ${likely})`,
        { ...reported.cut, value: likely },
        oursOf(middle, 'support', 1, 'mean'),
        ({ low, high }) => claimHolds(low <= likely && likely <= high, `the cut leaves ${likely}, ours the interval`),
        missingFrom(middle),
      ),
      readingOf(
        'real mass that the model has lost, generation 10 over generation 1',
        reported.tails,
        ratioOf(middle, 'lost-mass', 1, 10, 'mean'),
        ({ low }) => claimHolds(low > 1, 'more than 1: the loss goes on'),
        missingFrom(middle),
      ),
      readingOf(
        'mass in the outer 5%, typical run, generation 1000',
        reported.tails,
        oursOf(middle, 'tail-mass', 1000, 'median'),
        ({ high }) => claimHolds(high < 0.025, 'less than half of the 5% (the mean over runs stays 5%)'),
        missingFrom(middle),
      ),
      readingOf(
        'generations until one state of three is left, M = 20',
        reported.delta,
        oursOf(three, 'restricted-absorption-time', 1000, 'mean'),
        () => {
          const alone = three.result!.absorbedAt.every((each) => each !== null);
          return claimHolds(alone, 'every run ends with one state');
        },
        missingFrom(three),
      ),
      readingOf(
        'chance that the state of probability 0.5 is the one left',
        reported.fixation,
        fixed && asOurs(three, estimateOf(fixed, 'mean'), 'share of runs, 95% bootstrap', 1000),
        (found) => sameWithin(0.5, 0, found),
        missingFrom(three),
      ),
    ],
    charts: [histogramChart([middle, fat]), ...supportChart([middle, fat])],
    runs: [...atPaperScale('discrete/fig3-bimodal', 'discrete/fig3-fat-tails'), ...atOtherScale('discrete/three-states-m20')],
    texts: [],
    notes: [
      'The histograms are computed from their definition, the cut as the paper draws it; how many states survive is from our records.',
    ],
    errata: [5, 6, 7],
  };
}

/** The figure itself: the two histograms, and what the cut leaves of each. */
function histogramChart([middle, fat]: readonly Source[]): PaperChart {
  const { bins, range } = middle.loaded.scenario.system.real as { bins: number; range: [number, number] };
  const x = Array.from({ length: bins }, (_, i) => range[0] + ((range[1] - range[0]) * (i + 0.5)) / bins);
  const border = 1 / (middle.loaded.scenario.samples as number);
  const histogram = (source: Source, name: string, least: number): PaperSeries => {
    const probabilities = realProbabilities(source);
    const kept = x.flatMap((at, i) => (probabilities[i] > least ? [{ at, p: probabilities[i] }] : []));
    return {
      name,
      kind: 'theory',
      mark: 'bars',
      x: kept.map(({ at }) => at),
      y: kept.map(({ p }) => p),
      lower: null,
      upper: null,
      scenario: source.loaded.id,
    };
  };
  return {
    id: 'fig3-histograms',
    title: 'Two histograms, and the same without the states less likely than 1/M',
    x: { title: 'value', scale: 'linear' },
    y: { title: 'probability of a bin', scale: 'log' },
    band: 'none: computed from the definition',
    series: [
      histogram(fat, 'fat tails', 1e-6),
      histogram(middle, 'mixture', 1e-6),
      histogram(fat, 'fat tails, cut at 1/M', border),
      histogram(middle, 'mixture, cut at 1/M', border),
    ],
  };
}

function supportChart([middle, fat]: readonly Source[]): PaperChart[] {
  const series = present([seriesOf(middle, 'support', 'mixture', 'runs'), seriesOf(fat, 'support', 'fat tails', 'runs')]);
  if (series.length === 0) return [];
  return [
    {
      id: 'fig3-states',
      title: 'States left, of 200',
      x: { title: 'generation', scale: 'log' },
      y: { title: 'states', scale: 'log' },
      band: 'central 95% of runs',
      series,
    },
  ];
}
