import { type PointSet, pointSpace, type RealTruth, realSource, realTruth, type SystemInstance } from '@collapse-bench/core';
import type { KdeOptions } from '../options.js';
import type { KdeParams } from '../params.js';
import { isAbsorbed } from './absorbed.js';
import { sampleAtRequest } from './biased-sample.js';
import { fitKde } from './fit.js';
import { kdeScorer } from './scorer.js';

export function createKde({ dimension, bandwidth, real }: KdeOptions): SystemInstance<PointSet, KdeParams, RealTruth> {
  const truth = realTruth(real);
  return {
    space: pointSpace(dimension),
    source: realSource(real),
    model: {
      fit: ({ data }) => ({ params: fitKde(data, bandwidth, dimension) }),
      sample: sampleAtRequest,
      sampling: ['temperature', 'top-p'],
      absorbed: (params) => isAbsorbed(params, truth),
    },
    truth,
    scorer: kdeScorer(truth),
  };
}
