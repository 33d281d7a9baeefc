/** A system or mitigation with its options. */
export interface Named {
  readonly id: string;
  readonly [option: string]: unknown;
}

/** A scenario as its file holds it (benchmarks/schema/scenario.schema.json), of a finite M. */
export interface Scenario {
  readonly $schema?: string;
  readonly formatVersion: 1;
  readonly title: string;
  readonly system: Named;
  readonly mitigation: Named;
  readonly samples: number;
  readonly generations: number;
  readonly observe?: readonly number[];
  readonly replicates: number;
  readonly seed: number;
  readonly metrics: readonly string[];
}

/** More are as good as continuous in a chart. */
const MOST_WATCHED = 60;

/** Generations to look at so that a chart is smooth: all, or at most 60, evenly spaced from 1 to the last. */
export function watchedGenerations(generations: number): number[] {
  const count = Math.min(generations, MOST_WATCHED);
  if (count < 2) return [1];
  return Array.from({ length: count }, (_, i) => 1 + Math.round(((generations - 1) * i) / (count - 1)));
}

/** The file's text, lists of plain values on one line. */
export function scenarioText(scenario: Scenario): string {
  const text = JSON.stringify(scenario, null, 2);
  const flat = (list: string) => list.replace(/\s+/g, ' ').replace(/([[]) | ([\]])/g, '$1$2');
  return `${text.replace(/\[[^{}[\]]*\]/g, flat).replace(/\[(?:\s*\[[^{}[\]]*\],?)+\s*\]/g, flat)}\n`;
}
