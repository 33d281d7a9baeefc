import { median } from '@collapse-bench/core';

/** How a pair is measured: rounds of ours, theirs, ours, theirs, ...; each stretch of a round is several runs. */
export interface Plan {
  readonly rounds: number;
  readonly oursRepeats: number;
  readonly peerRepeats: number;
}

/** Seconds of one run on either side, measured right after each other. */
export interface Round {
  readonly ours: number;
  readonly peer: number;
}

export interface Summary {
  readonly rounds: number;
  readonly oursMedian: number;
  readonly oursMin: number;
  readonly peerMedian: number;
  readonly peerMin: number;
  /** Their time over ours, the median over rounds: above 1 ours is faster. */
  readonly ratio: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

const MOST_ROUNDS = 15;
const FEWEST_ROUNDS = 5;
/** Of rounds so long that five would take more than twice the seconds allowed. */
const FEWEST_LONG_ROUNDS = 3;
/** A stretch this long drowns the clock's grain and the message that asks for it. */
const STRETCH_SECONDS = 0.03;

/** Fits the rounds into the seconds allowed, as far as the fewest rounds do. */
export function planRounds(oursSeconds: number, peerSeconds: number, allowedSeconds: number): Plan {
  const repeats = (seconds: number) => Math.max(1, Math.min(10_000, Math.ceil(STRETCH_SECONDS / seconds)));
  const oursRepeats = repeats(oursSeconds);
  const peerRepeats = repeats(peerSeconds);
  const round = oursSeconds * oursRepeats + peerSeconds * peerRepeats;
  const fewest = FEWEST_ROUNDS * round > 2 * allowedSeconds ? FEWEST_LONG_ROUNDS : FEWEST_ROUNDS;
  const rounds = Math.max(fewest, Math.min(MOST_ROUNDS, Math.floor(allowedSeconds / round)));
  return { rounds, oursRepeats, peerRepeats };
}

/** Runs that many times and returns the seconds of all of them. */
export type Stopwatch = (repeats: number) => Promise<number>;

/** Measures in turns, so that whatever else the machine does meets both sides. */
export async function interleave(ours: Stopwatch, peer: Stopwatch, plan: Plan): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const oursSeconds = (await ours(plan.oursRepeats)) / plan.oursRepeats;
    const peerSeconds = (await peer(plan.peerRepeats)) / plan.peerRepeats;
    rounds.push({ ours: oursSeconds, peer: peerSeconds });
  }
  return rounds;
}

/** @param peerScale runs of the peer that amount to one of ours: multiplies its times */
export function summarise(rounds: readonly Round[], peerScale: number): Summary {
  const ours = Float64Array.from(rounds, (round) => round.ours);
  const peer = Float64Array.from(rounds, (round) => round.peer * peerScale);
  const ratios = ours.map((seconds, i) => peer[i] / seconds);
  return {
    rounds: rounds.length,
    oursMedian: median(ours),
    oursMin: Math.min(...ours),
    peerMedian: median(peer),
    peerMin: Math.min(...peer),
    ratio: median(ratios),
    ratioMin: Math.min(...ratios),
    ratioMax: Math.max(...ratios),
  };
}
