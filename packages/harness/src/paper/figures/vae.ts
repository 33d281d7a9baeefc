import { atOtherScale, atPaperScale, type FigureDraft, type RunReference } from '../draft.js';
import { oursOf, present, ratioOf, seriesOf } from '../estimate.js';
import { claimHolds, type Judgement, missingFrom, readingOf, scaleDiffers } from '../reading.js';
import type { PaperChart, PaperOurs, PaperReported, PaperSeries } from '../report.js';
import { LATENT_DEVIATIONS, vaeReported as reported } from '../reported/vae.js';
import type { Source, Sources } from '../source.js';

const FULL = 'paper/vae/fig9-resampled';
const TENTH = 'paper/vae/fig9-tenth';
const SMALL = ['vae/resampled', 'vae/replace'] as const;
const RUNS: readonly RunReference[] = [...atPaperScale(FULL), ...atOtherScale(TENTH, ...SMALL)];
const NOT_FULL = "a tenth of the paper's epochs, one run";

const SETTINGS = [
  'MNIST; convolutional encoder 1-64-128 with 20 latents and its mirror as decoder, 647,081 parameters; Adam 1e-3, weight decay 1e-5, batches of 256, 30 epochs (released code)',
  'every minibatch decodes fresh latents to decoder means: about 1.8 million synthetic images a generation (released code)',
  '20 generations in the text, 5 stored with the released code',
];

/** What is nearest to the paper's size and has a record. */
function nearest(sources: Sources): { readonly source: Source; readonly full: boolean } {
  const full = sources(FULL);
  return full.result === undefined ? { source: sources(TENTH), full: false } : { source: full, full: true };
}

/** One run of a network holds a number to about a tenth. */
const TENTH_OF_VALUE = 0.1;

/** At the paper's size within a tenth; at another only said. */
function judged(full: boolean, value: number, { estimate }: PaperOurs): Judgement {
  const off = Math.abs(estimate / value - 1);
  const words = `${(100 * off).toFixed(0)}% off`;
  return full
    ? claimHolds(off <= TENTH_OF_VALUE, `${words} (at most ${100 * TENTH_OF_VALUE}%: single runs of a network)`)
    : scaleDiffers(`${NOT_FULL}: ${words}, which says nothing of the paper's size`);
}

/** A direction: at another size it is said, and not counted as agreement. */
function direction(full: boolean, holds: boolean, rule: string): Judgement {
  return full
    ? claimHolds(holds, rule)
    : scaleDiffers(`${NOT_FULL}: ${holds ? 'the same direction' : 'the other direction'} (${rule})`);
}

export function fig8(sources: Sources): FigureDraft {
  const { source, full } = nearest(sources);
  const deviations = LATENT_DEVIATIONS.map((value, i) => {
    const generation = i + 1;
    return readingOf(
      `standard deviation of the original encoder's means on images of the model after ${generation === 1 ? '1 fit' : `${generation} fits`}`,
      reported.latentDeviation(generation),
      oursOf(source, 'latent-sd', generation, 'runs'),
      (found) => judged(full, value, found),
      missingFrom(source),
    );
  });
  return {
    id: 'fig8',
    name: 'Figure 8',
    title: "What the first encoder sees in later generations' images",
    section: '5.1',
    claim:
      "The density of the original encoder's latents narrows generation by generation: tails disappear, all density shifts towards the mean.",
    settings: SETTINGS,
    summary: full
      ? "Run at the paper's size: the latents' standard deviation, generation by generation."
      : "Narrows in the same way at a tenth of the epochs; the paper's own size has no record here.",
    readings: [
      ...deviations,
      readingOf(
        'the same after 5 fits over that after 1',
        reported.narrows,
        ratioOf(source, 'latent-sd', 1, 5, 'median'),
        (found) => direction(full, found.high < 1, 'below 1: narrower'),
        missingFrom(source),
      ),
    ],
    charts: charts([
      {
        ...chart(
          'fig8-latents',
          "Standard deviation of the first encoder's means",
          'standard deviation',
          'linear',
          'latent-sd',
          sources,
        ),
      },
    ]).map((each) => ({ ...each, series: [...each.series, published()] })),
    runs: RUNS,
    texts: [],
    notes: [
      'The outputs stored with the released code do not say whether the first of the five is of the model fitted to real digits; we take it so.',
      'The density itself is drawn by `collapse run` beside the record.',
    ],
    errata: [11],
  };
}

function published(): PaperSeries {
  return {
    name: 'paper, outputs stored with the released code',
    kind: 'paper',
    mark: 'points',
    x: LATENT_DEVIATIONS.map((_, i) => i + 1),
    y: [...LATENT_DEVIATIONS],
    lower: null,
    upper: null,
    scenario: null,
  };
}

export function fig9(sources: Sources): FigureDraft {
  const { source, full } = nearest(sources);
  const last = source.loaded.observed[source.loaded.observed.length - 1];
  const claim = (quantity: string, metric: string, said: PaperReported, rule: string, holds: (found: PaperOurs) => boolean) =>
    readingOf(
      `${quantity}, generation ${last} over generation 1`,
      said,
      ratioOf(source, metric, 1, last, 'median'),
      (found) => direction(full, holds(found), rule),
      missingFrom(source),
    );
  return {
    id: 'fig9',
    name: 'Figure 9',
    title: 'Digits from a VAE trained on its own digits',
    section: '5.1',
    claim: 'Over the generations the digits get entangled; at generation 20 the images look unimodal.',
    settings: SETTINGS,
    summary: full
      ? "Run at the paper's size: digits entangle, fewer kinds are left."
      : "Digits entangle and fewer kinds are left at a tenth of the epochs; the paper's own size has no record here.",
    readings: [
      readingOf(
        'nats an image of the model fitted to real digits (ours: minus the evidence bound on test digits)',
        reported.realLoss,
        oursOf(source, 'test-elbo', 1, 'runs', (value) => -value),
        (found) => judged(full, reported.realLoss.value, found),
        missingFrom(source),
      ),
      claim(
        'nats an image of real test digits',
        'test-elbo',
        reported.lossGrows,
        'above 1: real digits grow unlikely',
        ({ low }) => low > 1,
      ),
      claim(
        'digits still seen (mode coverage)',
        'mode-coverage',
        reported.unimodal,
        'below 1: fewer digits',
        ({ high }) => high < 1,
      ),
      claim(
        'entropy of what the classifier takes an image for',
        'image-entropy',
        reported.unimodal,
        'above 1: entangled',
        ({ low }) => low > 1,
      ),
      claim('coverage of real digits', 'coverage', reported.unimodal, 'below 1: less of them', ({ high }) => high < 1),
    ],
    charts: charts([
      chart('fig9-elbo', 'Evidence bound of real test digits', 'nats an image', 'linear', 'test-elbo', sources),
      chart('fig9-entropy', 'Entropy of what a frozen classifier takes an image for', 'nats', 'linear', 'image-entropy', sources),
      chart('fig9-coverage', 'Coverage of the real digits', 'share of real images', 'linear', 'coverage', sources),
    ]),
    runs: RUNS,
    texts: [],
    notes: [
      'The grids of digits themselves are drawn by `collapse run` beside the record; a page without a run shows none.',
      "The released code's later losses are of training, ours of real test digits: only their first can be compared.",
    ],
    errata: [11],
  };
}

function chart(id: string, title: string, unit: string, scale: 'linear' | 'log', metric: string, sources: Sources): PaperChart {
  const names: readonly (readonly [string, string])[] = [
    [FULL, "the paper's size"],
    [TENTH, 'a tenth of the epochs'],
    [SMALL[0], 'dense network, 1,000 images, redrawn every minibatch'],
    [SMALL[1], 'dense network, one set of 1,000 images a generation'],
  ];
  return {
    id,
    title,
    x: { title: 'generation (1: fitted to real digits)', scale: 'linear' },
    y: { title: unit, scale },
    band: 'range of runs, where there are several',
    series: present(names.map(([scenario, name]) => seriesOf(sources(scenario), metric, name, 'runs'))),
  };
}

const charts = (all: readonly PaperChart[]) => all.filter(({ series }) => series.length > 0);
