import type { Metric } from './metric.js';

/** Where a fit stopped because its loss was no finite number. */
export interface Divergence {
  /** 1 is the first. */
  readonly epoch: number;
  /** Step of the epoch, 1 is the first. */
  readonly step: number;
  /** What the loss was: NaN, Infinity or -Infinity. */
  readonly loss: number;
}

/** Parameters of a model whose fit, or one before it in its chain, may have diverged. */
export interface MayDiverge {
  readonly diverged?: Divergence;
}

/** In words, for a metric of status `diverged`; undefined where the fit went well. */
export function divergenceReason({ diverged }: MayDiverge): string | undefined {
  return diverged && `the loss was ${diverged.loss} at epoch ${diverged.epoch}, step ${diverged.step}`;
}

/** The metric, which of a model whose training diverged says that. */
export function unlessDiverged<Params extends MayDiverge, Truth, Data>(
  metric: Metric<Params, Truth, Data>,
): Metric<Params, Truth, Data> {
  return {
    ...metric,
    async evaluate(context, rng) {
      const reason = divergenceReason(context.params);
      return reason === undefined ? metric.evaluate(context, rng) : { status: 'diverged', reason };
    },
  };
}
