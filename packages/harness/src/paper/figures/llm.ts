import { atOtherScale, atPaperScale, type FigureDraft } from '../draft.js';
import { oursOf, present, ratioOf, seriesOf } from '../estimate.js';
import { claimHolds, type Judgement, missingFrom, readingOf, scaleDiffers } from '../reading.js';
import type { PaperChart, PaperOurs } from '../report.js';
import { exampleTexts, llmReported as reported } from '../reported/llm.js';
import type { Source, Sources } from '../source.js';

const FULL = { replace: 'paper/llm/fig10-replace', preserved: 'paper/llm/fig10-preserve-real-10' } as const;
const SMALL = { replace: 'llm/replace', preserved: 'llm/preserve-real-10' } as const;
const OTHER = 'another scale: a small transformer on other text, four generations';
const NEEDS = 'needs the weights of OPT-125m and wikitext2 from the Hugging Face hub, and a GPU';

const SETTINGS = [
  'OPT-125m fine-tuned on wikitext2 in blocks of 64 tokens; each block prompts the next 64 tokens by 5-way beam search, so each synthetic set has the size of the original',
  'generations 0 to 9, 5 runs; AdamW 2e-5, batch 128, cosine annealing; best checkpoint by loss on real validation data (released code)',
];
const SMALL_NOTE =
  'What stands beside is `llm/*`: a transformer of about a million parameters, pretrained and fine-tuned on State of the Union addresses. It shows the mechanism at another scale and says nothing of OPT-125m.';

interface Chains {
  readonly full: boolean;
  readonly replace: Source;
  readonly preserved: Source;
}

function chainsOf(sources: Sources): Chains {
  const full = sources(FULL.replace).result !== undefined;
  const ids = full ? FULL : SMALL;
  return { full, replace: sources(ids.replace), preserved: sources(ids.preserved) };
}

const lastOf = ({ loaded }: Source) => loaded.observed[loaded.observed.length - 1];

/** At the paper's size by the rule; at another only the direction is said. */
function judge({ full }: Chains, holds: boolean, rule: string): Judgement {
  return full
    ? claimHolds(holds, rule)
    : scaleDiffers(`${OTHER}: ${holds ? 'the same direction' : 'the other direction'} (${rule})`);
}

/** Only ever comparable at the paper's own size. */
function onlyFull({ full }: Chains, found: () => PaperOurs | undefined): PaperOurs | undefined {
  return full ? found() : undefined;
}

export function fig10(sources: Sources): FigureDraft {
  const chains = chainsOf(sources);
  const { replace, preserved } = chains;
  const change = (source: Source) => ratioOf(source, 'heldout-perplexity', 1, lastOf(source), 'mean');
  const kept = change(preserved);
  return {
    id: 'fig10',
    name: 'Figure 10',
    title: 'Perplexity of language models fine-tuned on their own text',
    section: '5.2',
    claim:
      'Without original data perplexity on the real test set goes from 20 to 28; with 10% of it preserved degradation is minor.',
    settings: [
      ...SETTINGS,
      '(a) 5 epochs, no original data; (b) 10 epochs, a random 10% of the original data redrawn every generation',
    ],
    summary: `OPT-125m is not run here (${NEEDS}). A small transformer degrades in the same direction, and less with real data.`,
    readings: [
      readingOf(
        'perplexity of the model fine-tuned on real text',
        reported.fineTuned,
        onlyFull(chains, () => oursOf(replace, 'heldout-perplexity', 1, 'runs')),
        ({ low, high }) => claimHolds(low <= 34 && high >= 34, 'the reported mean is within the range of our runs'),
        NEEDS,
      ),
      readingOf(
        `perplexity at generation ${lastOf(replace)} over that of the model of real text, nothing preserved`,
        reported.losing,
        change(replace),
        ({ low }) => judge(chains, low > 1, 'above 1: worse'),
        missingFrom(replace),
      ),
      readingOf(
        `the same with 10% of the original data redrawn every generation`,
        reported.preserved,
        kept,
        ({ high }) => judge(chains, high < (change(replace)?.low ?? 0), 'below the ratio with nothing preserved'),
        missingFrom(preserved),
      ),
    ],
    charts: charts([
      {
        ...base('fig10-perplexity', 'Perplexity of held-out real text', 'perplexity'),
        series: present([
          seriesOf(replace, 'heldout-perplexity', 'nothing preserved', 'runs'),
          seriesOf(preserved, 'heldout-perplexity', '10% preserved, redrawn', 'runs'),
        ]),
      },
    ]),
    runs: [...atPaperScale(FULL.replace, FULL.preserved), ...atOtherScale(SMALL.replace, SMALL.preserved)],
    texts: [],
    notes: [SMALL_NOTE],
    errata: [10, 14],
  };
}

export function fig11(sources: Sources): FigureDraft {
  return perplexityHistogram(sources, {
    id: 'fig11',
    name: 'Figure 11',
    title: 'How likely the first model finds what later ones write',
  });
}

export function fig15(sources: Sources): FigureDraft {
  return perplexityHistogram(sources, { id: 'fig15', name: 'Figure 15', title: 'Figure 11 in three dimensions' });
}

function perplexityHistogram(sources: Sources, names: Pick<FigureDraft, 'id' | 'name' | 'title'>): FigureDraft {
  const chains = chainsOf(sources);
  const { replace, preserved } = chains;
  const tail = 'tail-perplexity-under-model-0';
  return {
    ...names,
    section: '5.2',
    claim: 'Later generations write what the first model finds likelier, with a longer tail of what it would never write.',
    settings: [
      ...SETTINGS,
      'histogram over generated sequences of their perplexity under model 0; (a) nothing, (b) 10% preserved',
    ],
    summary: `OPT-125m is not run here (${NEEDS}). At another scale typical text does grow likelier to the first model.`,
    readings: [
      readingOf(
        `median perplexity of generated blocks under model 0, generation ${lastOf(replace)} over generation 1`,
        reported.likelier,
        ratioOf(replace, 'perplexity-under-model-0', 1, lastOf(replace), 'mean'),
        ({ high }) => judge(chains, high < 1, 'below 1: likelier'),
        missingFrom(replace),
      ),
      readingOf(
        '99th percentile of the same',
        reported.longerTail,
        ratioOf(replace, tail, 1, lastOf(replace), 'mean'),
        ({ low }) => judge(chains, low > 1, 'above 1: a longer tail'),
        `${NEEDS}; our small records do not hold the tail`,
      ),
    ],
    charts: charts([
      {
        ...base(`${names.id}-likelihood`, 'Median perplexity of generated text under model 0', 'perplexity under model 0'),
        series: present([
          seriesOf(replace, 'perplexity-under-model-0', 'nothing preserved', 'runs'),
          seriesOf(preserved, 'perplexity-under-model-0', '10% preserved, redrawn', 'runs'),
        ]),
      },
    ]),
    runs: [...atPaperScale(FULL.replace, FULL.preserved), ...atOtherScale(SMALL.replace, SMALL.preserved)],
    texts: [],
    notes: [
      SMALL_NOTE,
      'The histograms themselves are drawn by `collapse run` beside the record; records hold their median and tail.',
    ],
    errata: [10, 14],
  };
}

export function fig14(sources: Sources): FigureDraft {
  const [penalised, plain] = ['paper/llm/fig14-penalty-2', FULL.replace].map(sources);
  const last = lastOf(penalised);
  const ratio = (): PaperOurs | undefined => {
    const [high, low] = [penalised, plain].map((source) => oursOf(source, 'perplexity-under-model-0', last, 'mean'));
    if (high === undefined || low === undefined) return undefined;
    return {
      ...high,
      estimate: high.estimate / low.estimate,
      low: high.low / low.high,
      high: high.high / low.low,
      of: 'ratio of means',
    };
  };
  return {
    id: 'fig14',
    name: 'Figure 14',
    title: 'The same under a penalty on repetition',
    section: '5.2',
    claim: 'With a repetition penalty of 2.0 perplexity about doubles, and models remain as susceptible to collapse.',
    settings: [...SETTINGS, 'repetition penalty 2.0 in the text, 3.0 in the released code: both are scenarios'],
    summary: `Not run here: ${NEEDS}.`,
    readings: [
      readingOf(
        'perplexity under model 0 with the penalty over that without',
        reported.penaltyDoubles,
        ratio(),
        ({ low, high }) => claimHolds(low > 1.5 && high < 3, 'between 1.5 and 3: about double'),
        NEEDS,
      ),
    ],
    charts: [],
    runs: atPaperScale('paper/llm/fig14-penalty-2', 'paper/llm/fig14-penalty-3'),
    texts: [],
    notes: ['No chart: nothing is drawn without a record.'],
    errata: [14],
  };
}

export function exampleOutputs(sources: Sources): FigureDraft {
  const chains = chainsOf(sources);
  const { replace } = chains;
  const written = exampleTexts.slice(1).map(({ text }) => distinctPairs(text));
  const [first, last] = [written[0], written[written.length - 1]];
  const said = `${reported.repeats.text}: of the printed continuations' pairs of words ${percent(first)} are distinct at generation 0, ${percent(last)} at generation 9`;
  return {
    id: 'example-texts',
    name: 'Example texts',
    title: 'One prompt, continued by models of four generations',
    section: '5.2',
    claim: 'Continuations degrade: by generation 9 the model lists jackrabbits.',
    settings: SETTINGS,
    summary: `OPT-125m is not run here (${NEEDS}). A small transformer repeats itself more as well, by the same measure.`,
    readings: [
      readingOf(
        `distinct pairs of words (distinct-2), generation ${lastOf(replace)} over generation 1`,
        { ...reported.repeats, text: said, value: last / first },
        ratioOf(replace, 'distinct-2', 1, lastOf(replace), 'mean'),
        ({ high }) => judge(chains, high < 1, 'below 1: more repetition'),
        missingFrom(replace),
      ),
    ],
    charts: charts([
      {
        ...base('example-texts-distinct-2', 'Distinct pairs of words in generated text', 'share of pairs'),
        series: present([
          seriesOf(replace, 'distinct-2', 'nothing preserved', 'runs'),
          seriesOf(chains.preserved, 'distinct-2', '10% preserved, redrawn', 'runs'),
        ]),
      },
    ]),
    runs: [...atPaperScale(FULL.replace), ...atOtherScale(SMALL.replace, SMALL.preserved)],
    texts: exampleTexts.map((each) => ({ ...each })),
    notes: [SMALL_NOTE, 'Four continuations are an illustration, not a sample: the ratio of the printed ones is no estimate.'],
    errata: [10],
  };
}

/** Share of pairs of neighbouring words that are distinct. */
export function distinctPairs(text: string): number {
  const words = text.split(' ').filter((word) => word !== '');
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  return new Set(pairs).size / pairs.length;
}

const percent = (share: number) => `${Math.round(100 * share)}%`;

function base(id: string, title: string, unit: string): Omit<PaperChart, 'series'> {
  return {
    id,
    title,
    x: { title: 'generation (1: fitted to real text)', scale: 'linear' },
    y: { title: unit, scale: 'linear' },
    band: 'range of runs',
  };
}

const charts = (all: readonly PaperChart[]) => all.filter(({ series }) => series.length > 0);
