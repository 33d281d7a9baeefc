import { atOtherScale, atPaperScale, type ErratumDraft } from '../draft.js';
import { asOurs, estimateOf, estimateOfMeans, numbersAt, oursOf, present, seriesOf, theorySeries } from '../estimate.js';
import { evidenceByRule, evidenceOf, statusOf } from '../evidence.js';
import { sampleVariance } from '../figures/gaussian-chain.js';
import { missingFrom } from '../reading.js';
import type { PaperOurs } from '../report.js';
import { predicted, type Source, type Sources } from '../source.js';

const generationAxis = { title: 'generation', scale: 'log' } as const;

/** Eq. 4: E W2^2 = (3/2) k/M needs E s = 1 - k/(4M). */
export function eq4(sources: Sources): ErratumDraft {
  const chain = sources('paper/errata/eq4-beyond-small-k');
  const samples = chain.loaded.scenario.samples as number;
  const missing = missingFrom(chain);
  const deviation = (k: number) =>
    evidenceOf(
      {
        quantity: `mean fitted standard deviation after k = ${k} fits to M = ${samples} samples`,
        claimed: 1 - k / (4 * samples),
        right: predicted(chain, 'G1-standard-deviation', k) ?? null,
      },
      oursOf(chain, 'standard-deviation', k, 'mean'),
      missing,
    );
  const values = numbersAt(chain, 'standard-deviation', 1000);
  // E m^2 = k/M and E s^2 = 1 hold exactly and are not in question, and their sample means are carried by rare runs.
  const risk = values && estimateOfMeans([values], ([mean]) => 1000 / samples + 2 - 2 * mean);
  const evidence = [
    deviation(400),
    deviation(1000),
    evidenceOf(
      { quantity: 'E W2^2 at k = 1000, from k/M + 2 - 2 E s', claimed: 15, right: predicted(chain, 'G1-w2', 1000) ?? null },
      risk && asOurs(chain, risk, 'from the mean standard deviation, 95% bootstrap', 1000),
      missing,
    ),
  ];
  return {
    number: 1,
    id: 'eq4',
    title: 'Eq. 4 holds only while k is small beside M',
    where: 'Section 4.2, Eq. 4',
    claim: 'E W2^2 = (3/2) sigma^2 k/M for every k.',
    right:
      'Exact is sigma^2 [k/M + 2(1 - c4^k)]: slope 3/(2M) at first, 1/M later, offset 2. Eq. 4 needs E s = 1 - k/(4M), which is negative beyond k = 4M; at M = 100, k = 1000 it gives 15, exact is 11.84.',
    status: statusOf(evidence),
    evidence,
    charts: [
      {
        id: 'erratum-eq4',
        title: 'Mean fitted standard deviation, M = 100',
        x: generationAxis,
        y: { title: 'mean standard deviation', scale: 'linear' },
        band: '95% bootstrap interval of the mean',
        series: present([
          seriesOf(chain, 'standard-deviation', 'simulated', 'mean'),
          theorySeries(chain, 'G1-standard-deviation', 'exact'),
          implied(chain),
        ]),
      },
    ],
    runs: atPaperScale('paper/errata/eq4-beyond-small-k'),
  };
}

/** What Eq. 4 asks of the mean standard deviation. */
function implied(chain: Source) {
  const curve = theorySeries(chain, 'Eq4', 'implied by Eq. 4');
  return curve && { ...curve, y: curve.x.map((k) => 1 - k / (4 * (chain.loaded.scenario.samples as number))) };
}

const square = (found: PaperOurs | undefined): PaperOurs | undefined =>
  found && {
    ...found,
    estimate: found.estimate * found.estimate,
    low: found.low * found.low,
    high: found.high * found.high,
    of: 'variance over replicates, 95% bootstrap',
  };

/** Eq. 5, the variance of the risk. */
export function eq5(sources: Sources): ErratumDraft {
  const chain = sources('paper/errata/eq5-variance');
  const evidence = [1, 10].map((k) =>
    evidenceOf(
      {
        quantity: `Var W2^2 after ${k === 1 ? 'one fit' : `${k} fits`} to M = 1,000 samples`,
        claimed: predicted(chain, 'Eq5-printed', k) ?? null,
        right: predicted(chain, 'G1-w2-variance', k) ?? null,
      },
      square(oursOf(chain, 'w2-squared', k, 'sd')),
      missingFrom(chain),
    ),
  );
  return {
    number: 2,
    id: 'eq5',
    title: 'Eq. 5 is not the variance of the risk',
    where: 'Section 4.2, Eq. 5',
    claim: 'Var W2^2 = (sigma^4/2)(3 sum 1/M_i^2 + 4 sum over i != j of 1/(M_i M_j)).',
    right: 'The leading order is (5/2) sigma^4 S^2 with S = sum 1/M_i: one fit to 1,000 samples gives 2.5e-6, not 1.5e-6.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale('paper/errata/eq5-variance'),
  };
}

/** The mean of the risk against its median. */
export function meanAndMedian(sources: Sources): ErratumDraft {
  const chain = sources('paper/errata/mean-and-median');
  const missing = missingFrom(chain);
  const exact = predicted(chain, 'G1-w2', 4000) ?? null;
  const values = numbersAt(chain, 'w2-squared', 4000);
  const typical = values?.map((value) => (exact !== null && value < exact ? 1 : 0));
  const evidence = [
    evidenceByRule(
      { quantity: 'mean risk of 4,000 runs at k = 40 M (exact: the expectation that they miss)', claimed: null, right: exact },
      oursOf(chain, 'w2-squared', 4000, 'mean'),
      ({ high }) => exact !== null && high < exact,
      'the interval of the sample mean lies below the expectation: rare runs carry it',
      missing,
    ),
    evidenceByRule(
      { quantity: 'median risk of the same runs', claimed: exact, right: null },
      oursOf(chain, 'w2-squared', 4000, 'median'),
      ({ high }) => exact !== null && high < exact / 10,
      'below a tenth of the expectation',
      missing,
    ),
    evidenceByRule(
      { quantity: 'share of runs below the expectation', claimed: null, right: null },
      typical && asOurs(chain, estimateOf(typical, 'mean'), 'share of runs, 95% bootstrap', 4000),
      ({ low }) => low > 0.9,
      'above nine in ten',
      missing,
    ),
  ];
  return {
    number: 3,
    id: 'mean-and-median',
    title: 'The mean of the risk misleads: rare runs carry it',
    where: 'Section 4.2',
    claim: 'The expected distance after n generations describes how far a chain is from the original distribution.',
    right:
      'The standard deviation goes to 0 almost surely while E W2^2 grows without bound through rare runs. At M = 100, k = 4000 the expectation is 42.0; thousands of repetitions give a mean of some 8 and a median of 1.7. At k >> M speak of log-variance or medians.',
    status: statusOf(evidence),
    evidence,
    charts: [
      {
        id: 'erratum-mean-and-median',
        title: 'Risk at M = 100: expectation, mean and median of 4,000 runs',
        x: generationAxis,
        y: { title: 'W2 squared', scale: 'log' },
        band: '95% bootstrap interval',
        series: present([
          seriesOf(chain, 'w2-squared', 'sample mean', 'mean'),
          seriesOf(chain, 'w2-squared', 'median', 'median'),
          theorySeries(chain, 'G1-w2', 'expectation, exact'),
        ]),
      },
    ],
    runs: atPaperScale('paper/errata/mean-and-median'),
  };
}

/** Maximum likelihood against the unbiased estimate. */
export function ddofEffect(sources: Sources): ErratumDraft {
  const likelihood = sources('gaussian/replace-m100-mle');
  const unbiased = sources('gaussian/replace-m100');
  const evidence = [100, 300].map((k) =>
    evidenceOf(
      {
        quantity: `Var(X^k) over the real variance at k = ${k}, M = 100, released code (ddof = 0)`,
        claimed: 1 + k / 100,
        right: sumOf(predicted(likelihood, 'G2-variance-ratio', k), predicted(likelihood, 'G2-mean-shift-squared', k)),
      },
      sampleVariance(likelihood, k),
      missingFrom(likelihood),
    ),
  );
  return {
    number: 4,
    id: 'ddof',
    title: '"The variance diverges linearly" is false of the released code',
    where: 'Section 4.2; released notebook',
    claim: 'Var(X^n) = sigma^2 (1 + n/M): the variance diverges linearly.',
    right:
      'True of Eq. 1, which divides by M - 1. The released code divides by M (ddof = 0), and there Var(X^n) = sigma^2 for every n.',
    status: statusOf(evidence),
    evidence,
    charts: [
      {
        id: 'erratum-ddof',
        title: 'ln of the fitted variance, typical run',
        x: generationAxis,
        y: { title: 'ln variance ratio', scale: 'linear' },
        band: '95% bootstrap interval of the median',
        series: present([
          seriesOf(likelihood, 'log-det-ratio', 'ddof = 0, released code', 'median'),
          seriesOf(unbiased, 'log-det-ratio', 'ddof = 1, Eq. 1', 'median'),
          theorySeries(likelihood, 'G1-log-det', 'ddof = 0, exact mean'),
          theorySeries(unbiased, 'G1-log-det', 'ddof = 1, exact mean'),
        ]),
      },
    ],
    runs: [...atPaperScale('gaussian/replace-m100-mle'), ...atOtherScale('gaussian/replace-m100')],
  };
}

function sumOf(a: number | undefined, b: number | undefined): number | null {
  return a === undefined || b === undefined ? null : a + b;
}
