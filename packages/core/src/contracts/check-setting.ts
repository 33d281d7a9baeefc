import { streamAt, streamKey } from '../random/streams.js';
import { shownJson } from '../shown-json.js';
import { isCapable } from './capability.js';
import type { Mitigation, MitigationDefinition } from './mitigation.js';
import type { Problem } from './problem.js';
import type { AnySystem, Setting } from './system.js';

/**
 * What no schema can say about a setting: options that do not go together, a mitigation that the system cannot serve, more
 * samples than memory holds, a metric without meaning here. Empty when all is well.
 *
 * @param setting options that their schemas allow
 * @param metrics ids of metrics that the system has
 */
export function checkSetting(
  system: AnySystem,
  definition: MitigationDefinition,
  setting: Setting,
  metrics: readonly string[],
): readonly Problem[] {
  const { id: _mitigation, ...mitigationOptions } = setting.mitigation;
  const { id: _system, ...systemOptions } = setting.system;
  const problems = [
    ...(definition.check?.(mitigationOptions) ?? []).map((problem) => ({ ...problem, pointer: `/mitigation${problem.pointer}` })),
    ...system.check({ ...setting, system: systemOptions }),
  ];
  // What follows makes the system, which needs options that are sound.
  if (problems.length > 0) return problems;
  const instance = system.create(systemOptions);
  const mitigation = definition.create(mitigationOptions);
  for (const capability of mitigation.needs) {
    if (isCapable(instance, capability)) continue;
    const onlyStatistics = 'representation' in systemOptions && systemOptions.representation !== 'points';
    problems.push({
      pointer: '/mitigation/id',
      expected: `a mitigation that this system can serve (${definition.id} needs "${capability}")`,
      found: shownJson(definition.id),
      remedy: onlyStatistics ? 'set /system/representation to "points"' : 'choose another mitigation or system',
    });
  }
  const asked = largestRequest(mitigation, setting.samples, setting.generations);
  const most = system.mostSamples?.(systemOptions) ?? Number.POSITIVE_INFINITY;
  if (Number.isFinite(asked) && asked > most) {
    problems.push({
      pointer: '/mitigation',
      expected: `at most ${most} samples asked of a model, for memory's sake`,
      found: `${asked} asked for by ${definition.id}`,
      remedy: 'lower /samples, or what multiplies them',
    });
  }
  metrics.forEach((id, i) => {
    const missing = system.metrics.find((metric) => metric.id === id)!.needs?.(instance.truth);
    if (missing === undefined) return;
    const expected = `${id} to have ${missing}`;
    problems.push({ pointer: `/metrics/${i}`, expected, found: 'a real distribution without', remedy: 'drop the metric' });
  });
  return problems;
}

/** Largest number of samples that any model is asked for: requests are constant or grow. */
export function largestRequest(mitigation: Mitigation<unknown>, samples: number, generations: number): number {
  if (generations < 2 || !Number.isFinite(samples)) return samples;
  const request = mitigation.request?.(generations, { count: samples }, streamAt(streamKey(0, 'largest request'), 0));
  return Math.max(samples, request?.count ?? 0);
}
