import type { Oracle, Setting } from '@collapse-bench/core';
import type { GmmOptions } from '../options.js';

export const gmmOracles: readonly Oracle<Setting<GmmOptions>>[] = [];
