import type { PaperReported } from '../report.js';

const text = { spread: null, source: 'text', where: 'Section 5.2' } as const;

/** Section 5.2 and Fig. 10, 11, 14, 15. */
export const llmReported = {
  zeroShot: { text: 'zero-shot perplexity 115', value: 115, ...text },
  fineTuned: { text: 'fine-tuned on real wikitext2: mean perplexity 34', value: 34, ...text },
  losing: { text: 'no data preserved, 5 epochs: from 20 to 28 perplexity points, 1.4 times', value: 1.4, ...text },
  preserved: {
    text: '10% preserved, 10 epochs: only minor degradation (the axis runs from 32 to 42; without preserving from 35 to 60)',
    value: null,
    spread: null,
    source: 'plot',
    where: 'Fig. 10',
  },
  likelier: {
    text: 'over the generations models tend to produce samples that the original model is more likely to produce',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 11',
  },
  longerTail: {
    text: 'a much longer tail appears for later generations',
    value: null,
    spread: null,
    source: 'caption',
    where: 'Fig. 11',
  },
  penaltyDoubles: {
    text: 'a repetition penalty of 2.0 causes the perplexity to double, compared to the original',
    value: 2,
    ...text,
  },
  repeats: {
    text: 'generated data end up containing a large number of repeating phrases',
    value: null,
    ...text,
  },
} as const satisfies Record<string, PaperReported>;

/** The example of Section 5.2: one prompt, and what models of four generations made of it. */
export const exampleTexts = [
  {
    name: 'Input',
    text: 'some started before 1360 — was typically accomplished by a master mason and a small team of itinerant masons, supplemented by local parish labourers, according to Poyntz Wright. But other authors reject this model, suggesting instead that leading architects designed the parish church towers based on early examples of Perpendicular',
  },
  {
    name: 'Generation 0',
    text: 'Revival architecture such as St. John’s Cathedral in London. The earliest surviving example of Perpendicular Revival architecture is found in the 18th @-@ century Church of Our Lady of Guernsey, which dates from the late 19th century. There are two types of perpendicular churches : those',
  },
  {
    name: 'Generation 1',
    text: 'architecture such as St. Peter’s Basilica in Rome or St. Peter’s Basilica in Buenos Aires. There is no evidence that any of these buildings were built during the reign of Pope Innocent I, but it is possible that they may have been built during the reign of his successor, Pope Innocent',
  },
  {
    name: 'Generation 7',
    text: 'architecture in England. In an interview with The New York Times, Wright said : " I don ’t think there is anything wrong with me being able to do what I want to do. It just doesn ’t work for me. " He added : " I don ’t know if you can call it funny,',
  },
  {
    name: 'Generation 9',
    text: 'architecture. In addition to being home to some of the world’s largest populations of black @-@ tailed jackrabbits, white @-@ tailed jackrabbits, blue @-@ tailed jackrabbits, red @-@ tailed jackrabbits, yellow @-',
  },
] as const;
