/** What the systems are called where people read. */
const SYSTEMS: Readonly<Record<string, { readonly name: string; readonly what: string }>> = {
  discrete: { name: 'Discrete distribution', what: 'probabilities refitted to counts of their own draws' },
  gaussian: { name: 'Gaussian', what: 'a normal distribution refitted to its own draws' },
  gmm: { name: 'Gaussian mixture', what: 'a mixture of normals refitted by expectation-maximisation' },
  kde: { name: 'Kernel density', what: 'a kernel density estimate of its own draws' },
  regression: { name: 'Linear regression', what: 'least squares on labels that the last fit gave' },
  ngram: { name: 'n-gram', what: 'a language model that counts words, on its own text' },
  vae: { name: 'Autoencoder', what: 'variational autoencoders on the digits of MNIST and on their own images' },
  llm: { name: 'Transformer', what: 'language models fine-tuned on their own text' },
};

/** Folders of scenarios that are no system. */
const FAMILIES: Readonly<Record<string, { readonly name: string; readonly what: string }>> = {
  grid: { name: 'Mitigation grid', what: 'every mitigation in every system, one setting each: what the leaderboard ranks' },
  power: { name: 'Power study', what: 'chains whose records tell how small a change the suite would see' },
  profile: { name: 'Collapse profile', what: 'long chains that tell the definitions of collapse apart' },
  paper: { name: 'Paper at full size', what: "the paper's own settings where they take long, a download or a graphics card" },
};

export function familyOf(id: string): string {
  return id.split('/')[0];
}

export function familyName(family: string): string {
  return (SYSTEMS[family] ?? FAMILIES[family])?.name ?? family;
}

export function familyText(family: string): string {
  return (SYSTEMS[family] ?? FAMILIES[family])?.what ?? '';
}

/** The page of a scenario, from the site's root. */
export function scenarioPath(id: string): string {
  return `scenarios/${id}.html`;
}

/** A record's copy in the site, from its root. */
export function recordPath(id: string): string {
  return `records/${id}.json`;
}
