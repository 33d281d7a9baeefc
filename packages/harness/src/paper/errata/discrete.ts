import { atPaperScale, type ErratumDraft } from '../draft.js';
import { oursOf, present, seriesOf, theorySeries } from '../estimate.js';
import { evidenceOf, statusOf } from '../evidence.js';
import { realProbabilities } from '../figures/discrete.js';
import { missingFrom } from '../reading.js';
import type { PaperEvidence } from '../report.js';
import { predicted, type Sources } from '../source.js';

/** Eventual against immediate loss. */
export function losingInformation(sources: Sources): ErratumDraft {
  const rare = sources('discrete/distinct-m100');
  const growing = sources('paper/errata/finite-sum');
  const evidence = [
    evidenceOf(
      {
        quantity: 'chance that a state of probability 1/M survives its first resampling, M = 100',
        claimed: 0.01,
        right: predicted(rare, 'D1-support-ratio', 1) ?? null,
      },
      oursOf(rare, 'support-ratio', 1, 'mean'),
      missingFrom(rare),
    ),
    evidenceOf(
      {
        quantity: 'sum of p^2 after 1,000 generations of quadratically growing samples (1: absorbed)',
        claimed: 1,
        right: predicted(growing, 'D1', 1000) ?? null,
      },
      oursOf(growing, 'homozygosity', 1000, 'mean'),
      missingFrom(growing),
    ),
  ];
  return {
    number: 5,
    id: 'losing-information',
    title: '"The probability of losing information is 1 - q" is about the end of time',
    where: 'Section 4.1',
    claim:
      'The probability of losing a state of probability q, sampling no data at some generation, is 1 - q; one must converge to a delta function.',
    right:
      'That is the eventual probability at a constant M. In one generation it is (1 - q)^M, so a state with q = 1/M survives its first resampling with probability 0.63. Where sum 1/M_i is finite, absorption is not certain.',
    status: statusOf(evidence),
    evidence,
    charts: [
      {
        id: 'erratum-finite-sum',
        title: 'Two states under quadratically growing samples: sum of p^2',
        x: { title: 'generation', scale: 'log' as const },
        y: { title: 'mean sum of p^2', scale: 'linear' as const },
        band: '95% bootstrap interval of the mean',
        series: present([seriesOf(growing, 'homozygosity', 'simulated', 'mean'), theorySeries(growing, 'D1', 'exact')]),
      },
    ],
    runs: atPaperScale('discrete/distinct-m100', 'paper/errata/finite-sum'),
  };
}

/** The cut of Fig. 3 in counts. */
export function countsOfFig3(sources: Sources): ErratumDraft {
  const source = sources('discrete/fig3-bimodal');
  const samples = source.loaded.scenario.samples as number;
  const probabilities = realProbabilities(source);
  const total = samples;
  const printed = probabilities.filter((p) => p * total <= samples).length;
  const meant = probabilities.filter((p) => p <= 1 / samples).length;
  const evidence: PaperEvidence[] = [
    {
      quantity: `bins of Fig. 3's mixture (${probabilities.length}) that the cut removes, a histogram of M = ${samples} samples`,
      claimed: printed,
      right: meant,
      measured: null,
      holds: 'the correction',
      because: 'arithmetic: no bin of M samples holds more than M, so the printed rule would remove them all',
    },
  ];
  return {
    number: 6,
    id: 'fig3-cut',
    title: 'The cut of Fig. 3 is not at "log Count <= log M"',
    where: 'Fig. 3',
    claim: 'States with probability less than 1/M are cut, "or equivalently, bins with log Count <= log M".',
    right: 'p < 1/M means Count < Total/M.',
    status: 'argued',
    evidence,
    charts: [],
    runs: atPaperScale('discrete/fig3-bimodal'),
  };
}

/** The time to absorption can be had. */
export function absorptionTime(sources: Sources): ErratumDraft {
  const cases = [
    { id: 'discrete/two-states-m50', words: 'two equal states, M = 50', generation: 2000 },
    { id: 'discrete/three-states-m20', words: 'states of 0.5, 0.3 and 0.2, M = 20', generation: 1000 },
  ];
  const evidence = cases.map(({ id, words, generation }) => {
    const source = sources(id);
    return evidenceOf(
      {
        quantity: `mean generations to absorption: ${words}`,
        claimed: null,
        right: predicted(source, 'D4-restricted-time', generation) ?? null,
      },
      oursOf(source, 'restricted-absorption-time', generation, 'mean'),
      missingFrom(source),
    );
  });
  return {
    number: 7,
    id: 'absorption-time',
    title: 'The time to absorption can be calculated',
    where: 'Appendix A.1',
    claim:
      'Without knowing the fitting procedure it is impossible to calculate Q and the average length of time before collapse.',
    right: 'With exact fitting, which is what Section 4.1 studies, Q is binomial (multinomial), and (I - Q)^-1 gives the time.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: atPaperScale(...cases.map(({ id }) => id)),
  };
}
