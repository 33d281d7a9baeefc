import { atOtherScale, atPaperScale, type ErratumDraft } from '../draft.js';
import { asOurs, estimateOf, numbersAt, oursOf, present, ratioOf, seriesOf } from '../estimate.js';
import { evidenceByRule, statusOf } from '../evidence.js';
import { missingFrom } from '../reading.js';
import type { Sources } from '../source.js';

/** Prompts and checkpoints are real. */
export function notRealFree(): ErratumDraft {
  return {
    number: 10,
    id: 'not-real-free',
    title: '"No data preserved" is not free of real data',
    where: 'Section 5.2, Fig. 10(a)',
    claim: 'Each new generation is trained on data produced by the last, no original data preserved.',
    right:
      'Every synthetic block continues a real block of wikitext2, checkpoints are chosen on real validation data, and the base of later generations is the best model on the original task. Prompt source, retained data and what selects are three questions; our scenarios answer each.',
    status: 'argued',
    evidence: [],
    charts: [],
    runs: atPaperScale('paper/llm/fig10-replace'),
  };
}

/** Redrawn minibatches leave no finite sample to blame. */
export function redrawnMinibatches(sources: Sources): ErratumDraft {
  const [redrawn, fixed, tenth] = ['vae/resampled', 'vae/replace', 'paper/vae/fig9-tenth'].map(sources);
  const evidence = [
    evidenceByRule(
      {
        quantity: 'standard deviation of the latents, generation 8 over 1, every minibatch decoded anew',
        claimed: 1,
        right: null,
      },
      ratioOf(redrawn, 'latent-sd', 1, 8, 'median'),
      ({ high }) => high < 1,
      'below 1: it collapses though no data set is fixed',
      missingFrom(redrawn),
    ),
    evidenceByRule(
      {
        quantity: 'evidence bound of real test digits, generation 8 over 1 (above 1: worse), every minibatch decoded anew',
        claimed: 1,
        right: null,
      },
      ratioOf(redrawn, 'test-elbo', 1, 8, 'median'),
      ({ low }) => low > 1,
      'above 1: it collapses though no data set is fixed',
      missingFrom(redrawn),
    ),
    evidenceByRule(
      {
        quantity: "the paper's network at a tenth of its epochs: standard deviation of the latents, generation 6 over 1",
        claimed: 1,
        right: null,
      },
      ratioOf(tenth, 'latent-sd', 1, 6, 'median'),
      ({ high }) => high < 1,
      'below 1 (one run)',
      missingFrom(tenth),
    ),
  ];
  return {
    number: 11,
    id: 'redrawn-minibatches',
    title: "The VAE's collapse is functional: its synthetic data are redrawn every minibatch",
    where: 'Section 5.1, Fig. 8, 9; released code',
    claim: 'Just as with the Gaussian case, where finite sampling loses the tails.',
    right:
      'The released loop decodes new latents for every minibatch, about 1.8 million images a generation: there is no finite data set. What narrows is what the network and its training can express. An arm with one fixed set a generation stands beside.',
    status: statusOf(evidence),
    evidence,
    charts: [
      {
        id: 'erratum-redrawn-minibatches',
        title: "Standard deviation of the first encoder's means, dense network",
        x: { title: 'generation (1: fitted to real digits)', scale: 'linear' as const },
        y: { title: 'standard deviation', scale: 'linear' as const },
        band: 'range of runs',
        series: present([
          seriesOf(redrawn, 'latent-sd', 'redrawn every minibatch', 'runs'),
          seriesOf(fixed, 'latent-sd', 'one fixed set a generation', 'runs'),
        ]),
      },
    ].filter(({ series }) => series.length > 0),
    runs: [...atOtherScale('vae/resampled', 'vae/replace', 'paper/vae/fig9-tenth')],
  };
}

/** One blob, a floor, and a distance that rewards concentration. */
export function oneBlob(sources: Sources): ErratumDraft {
  const chain = sources('paper/gmm/fig7');
  const bimodal = sources('gmm/bimodal');
  const missing = missingFrom(chain);
  const floor = 1e-3;
  const rows = (chain.result?.generations ?? []).map((generation) => numbersAt(chain, 'component-sd-min', generation) ?? []);
  const least = rows.flat().length === 0 ? undefined : rows.flat().reduce((a, b) => Math.min(a, b));
  const evidence = [
    evidenceByRule(
      {
        quantity: 'L2 squared distance at generation 2000, of which the real N(0, I) can make 1/(4 pi) = 0.08 at most',
        claimed: null,
        right: null,
      },
      oursOf(chain, 'l2-squared', 2000, 'median'),
      ({ low }) => low > 10 / (4 * Math.PI),
      'more than ten times that: it is the concentration of the model itself',
      missing,
    ),
    evidenceByRule(
      {
        quantity: 'smallest standard deviation of a component in all runs and generations (floor: the root of reg_covar, 1e-3)',
        claimed: 0,
        right: floor,
      },
      least === undefined ? undefined : asOurs(chain, estimateOf([least], 'median'), 'least of all', null),
      ({ estimate }) => estimate >= floor * (1 - 1e-6),
      'at or above the floor: no point mass is reached',
      missing,
    ),
    evidenceByRule(
      { quantity: 'share of the two real modes that is left at generation 2000, truly bimodal arm', claimed: 1, right: null },
      oursOf(bimodal, 'mode-coverage', 2000, 'mean'),
      ({ high }) => high < 1,
      'below 1: modes are lost where there are two',
      missingFrom(bimodal),
    ),
  ];
  return {
    number: 12,
    id: 'one-blob',
    title: 'The released mixture is fitted to one blob, and its distance grows with concentration',
    where: 'Section 5.1, Fig. 7, 13; released code',
    claim: 'A mixture tries to separate two artificially generated Gaussians; its L2 distance shows how far it is from them.',
    right:
      'The released data are one blob (centre 0, standard deviation 1). reg_covar keeps every standard deviation above 1e-3. The L2 distance between densities grows without bound as a model concentrates, wherever it stands. A truly bimodal arm shows the loss of a mode.',
    status: statusOf(evidence),
    evidence,
    charts: [],
    runs: [...atPaperScale('paper/gmm/fig7'), ...atOtherScale('gmm/bimodal')],
  };
}

/** Perplexities that cannot be one quantity. */
export function perplexityUnits(): ErratumDraft {
  return {
    number: 14,
    id: 'perplexity-units',
    title: 'The perplexities are not comparable with published ones, nor with each other',
    where: 'Section 5.2, Fig. 10',
    claim: 'Fine-tuned perplexity 34; from 20 to 28 without original data; axes of 35 to 60 and 32 to 42 in the figure.',
    right:
      'These cannot all be the same quantity. All are per token of a byte-pair encoding with a context of 64 tokens, as exp of a mean of batch means: published WikiText-2 figures are per word with a long context.',
    status: 'argued',
    evidence: [],
    charts: [],
    runs: atPaperScale('paper/llm/fig10-replace'),
  };
}
