import { atPaperScale, type ErratumDraft } from '../draft.js';
import { asOurs, estimateOfMeans, numbersAt, oursOf } from '../estimate.js';
import { evidenceByRule, evidenceOf, statusOf } from '../evidence.js';
import { missingFrom } from '../reading.js';
import { predicted, type Source, type Sources } from '../source.js';

const shift = (source: Source, oracle: string, k: number, claimed: number, words: string) =>
  evidenceOf(
    { quantity: `E |mean - real mean|^2 at k = ${k}, M = 100: ${words}`, claimed, right: predicted(source, oracle, k) ?? null },
    oursOf(source, 'mean-shift-squared', k, 'mean'),
    missingFrom(source),
  );

/** Whether more than linearly many samples are needed. */
export function superlinear(sources: Sources): ErratumDraft {
  const ids = [
    'gaussian/accumulate-m100-unbiased',
    'gaussian/fig6-m100',
    'gaussian/fresh-real-10-unbiased',
    'gaussian/fresh-real-1',
  ];
  const [pool, poolReleased, fresh, freshReleased] = ids.map(sources);
  const evidence = [
    shift(pool, 'G3-mean-shift-squared', 200, 2, 'everything kept, Eq. 1'),
    shift(poolReleased, 'G3-mean-shift-squared', 1000, 10, 'everything kept, released code'),
    shift(fresh, 'G4-mean-shift-squared', 300, 3, '10% fresh real data, Eq. 1'),
    shift(freshReleased, 'G4-mean-shift-squared', 300, 3, '1% fresh real data, released code'),
  ];
  return {
    number: 8,
    id: 'superlinear',
    title: '"Superlinear sampling is needed" is about pure replacement',
    where: 'Section 4.2, Section 4.3',
    claim:
      'For the distance to stay finite the sampling rate must increase superlinearly; it diverges at a constant sample size, also with other parameters.',
    right:
      'So it is where each data set replaces the last under Eq. 1, where E |mean|^2 = k/M. With everything kept, or with a fixed share of fresh real data, it stays bounded at constant M. And superlinear is not enough: M_i = i ln i still diverges.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale(...ids),
  };
}

/** Fig. 12's numbers are of |mean|. */
export function halfNormal(sources: Sources): ErratumDraft {
  const source = sources('gaussian/fig12-m1e7');
  const missing = missingFrom(source);
  const error = Math.sqrt(1e-7);
  const evidence = [
    evidenceOf(
      { quantity: 'mean of |estimated mean| at 10^7 points', claimed: null, right: predicted(source, 'Fig12', 1) ?? null },
      oursOf(source, 'mean-absolute-error', 1, 'mean'),
      missing,
    ),
    evidenceOf(
      {
        quantity: 'standard deviation of |estimated mean| (of the estimated mean itself: the claim)',
        claimed: error,
        right: error * Math.sqrt(1 - 2 / Math.PI),
      },
      oursOf(source, 'mean-absolute-error', 1, 'sd'),
      missing,
    ),
  ];
  return {
    number: 9,
    id: 'half-normal',
    title: "Fig. 12's estimate of the mean is the mean of its absolute value",
    where: 'Section 3.1, Fig. 12',
    claim: 'With 10^7 samples the mean is estimated to be 0.00024899 ± 1.89e-4, when the true value is 0.',
    right: 'That is E |m| of a half normal: 0.0002523 ± 0.0001906. The estimated mean itself is 0 ± 0.000316: unbiased.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale('gaussian/fig12-m1e7'),
  };
}

/** As first printed nothing recurses. */
export function alphaAndGamma(sources: Sources): ErratumDraft {
  const source = sources('paper/errata/alpha-gamma-zero');
  const [first, last] = [1, 100].map((generation) => numbersAt(source, 'w2-squared', generation));
  const change = first && last && estimateOfMeans([first, last], ([before, after]) => after / before);
  const evidence = [
    evidenceOf(
      { quantity: 'risk after 100 generations over that after one, alpha = gamma = 0', claimed: null, right: 1 },
      change && asOurs(source, change, 'ratio of means, 95% bootstrap', 100),
      missingFrom(source),
    ),
  ];
  return {
    number: 13,
    id: 'alpha-gamma',
    title: '"alpha = gamma = 0" reads beta = gamma = 0',
    where: 'Section 4, Section 5.1; author correction, Nature 640, E6 (2025)',
    claim: 'The mathematical models consider alpha_i = gamma_i = 0, data only from a single step.',
    right:
      "alpha is the share of the new model's data: with alpha = gamma = 0 the same data set is fitted for ever and nothing changes. The author correction says beta = gamma = 0.",
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale('paper/errata/alpha-gamma-zero'),
  };
}

/** Excess kurtosis of a sample of the first fitted model. */
export function varianceGamma(sources: Sources): ErratumDraft {
  const source = sources('paper/errata/variance-gamma');
  const samples = source.loaded.scenario.samples as number;
  const [shifts, variances] = ['mean-shift-squared', 'variance-ratio'].map((metric) => numbersAt(source, metric, 1));
  const columns = shifts &&
    variances && [
      // E X^4 given the fit: m^4 + 6 m^2 s^2 + 3 s^4.
      shifts.map((m2, i) => m2 * m2 + 6 * m2 * variances[i] + 3 * variances[i] * variances[i]),
      shifts.map((m2, i) => m2 + variances[i]),
    ];
  const kurtosis = columns && estimateOfMeans(columns, ([fourth, second]) => fourth / (second * second) - 3);
  const excess = 6 / (samples - 1);
  const evidence = [
    evidenceOf(
      {
        quantity: `excess kurtosis of X^1 at M = ${samples}`,
        claimed: excess,
        right: excess / ((1 + 1 / samples) * (1 + 1 / samples)),
      },
      kurtosis && asOurs(source, kurtosis, 'from the moments of each fit, 95% bootstrap', 1),
      missingFrom(source),
    ),
  ];
  return {
    number: 15,
    id: 'variance-gamma',
    title: 'X^1 is not a variance-gamma variable',
    where: 'Section 4.2, after Eq. 3',
    claim: 'Even after the first approximation X^1 follows a variance-gamma distribution.',
    right:
      'It is a variance-gamma variable plus an independent N(0, sigma^2/M_0), the error of the mean: excess kurtosis 0.551 at M = 10, not 0.667.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale('paper/errata/variance-gamma'),
  };
}

/** The bound of A.2 without its sqrt(N). */
export function boundedNoise(sources: Sources): ErratumDraft {
  const source = sources('gaussian/nd-3-bounded-noise');
  const evidence = [1, 10, 100].map((k) => {
    const right = predicted(source, 'Eq24', k) ?? null;
    const claimed = predicted(source, 'Eq24-printed', k) ?? null;
    const quantity = `mean risk at k = ${k}, M = 1,000, three dimensions, beside its lower bounds with and without sqrt(N)`;
    const row = evidenceByRule(
      { quantity, claimed, right },
      oursOf(source, 'w2-squared', k, 'mean'),
      ({ low }) => right !== null && low > right,
      'above both: the tighter bound is one as well',
      missingFrom(source),
    );
    return row.holds === 'the correction' ? { ...row, holds: 'both' as const } : row;
  });
  return {
    number: 16,
    id: 'sqrt-n',
    title: 'Eq. 21 to 24 need no sqrt(N), and Assumption 3*\'s "larger" means smaller',
    where: 'Appendix A.2',
    claim:
      'The cross term costs at most 2 K sqrt(N Tr Sigma)/M^(3/2); the noise is of order larger than the sample mean deviation.',
    right:
      'By Cauchy and Schwarz |E eps.(mean - mu)| <= (K/M) sqrt(Tr Sigma/M), without sqrt(N). Noise of at most K/M is of smaller order than the deviation of the sample mean, 1/sqrt(M).',
    status: 'argued',
    evidence,
    charts: [],
    runs: atPaperScale('gaussian/nd-3-bounded-noise'),
  };
}
