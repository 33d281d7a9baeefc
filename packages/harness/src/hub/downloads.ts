import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Download } from '@collapse-bench/core';
import { systemOf } from '../catalog.js';
import type { Scenario } from '../scenario/schema.js';
import { hubEndpoint, hubPlace } from './hub-names.js';

/** Files of the hub that a scenario wants; most want none. */
export function downloadsOf({ system }: Pick<Scenario, 'system'>): readonly Download[] {
  const { id, ...options } = system;
  return systemOf(id).downloads?.(options) ?? [];
}

/** @throws BadInput if a scenario wants files of the hub and HF_ENDPOINT is no address: said before anything runs */
export function checkHub(scenarios: readonly Pick<Scenario, 'system'>[]): void {
  if (scenarios.some((scenario) => downloadsOf(scenario).length > 0)) hubEndpoint(process.env);
}

/** Files of one repository. */
export interface WantedRepository {
  readonly title: string;
  readonly files: readonly string[];
  /** About how many bytes all of them have; undefined: not known of each. */
  readonly bytes: number | undefined;
}

export function byRepository(downloads: readonly Download[]): readonly WantedRepository[] {
  const groups = new Map<string, Download[]>();
  for (const each of downloads) {
    const { kind, repo, revision } = each.file;
    const title = `${kind} ${repo}, revision ${revision}`;
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  return [...groups].map(([title, wanted]) => ({
    title,
    files: wanted.map(({ file }) => file.file),
    bytes: sumOf(wanted),
  }));
}

/** Bytes of all files, where they are known of each. */
export function sumOf(downloads: readonly Download[]): number | undefined {
  return downloads.reduce<number | undefined>(
    (sum, { bytes }) => (sum === undefined || bytes === undefined ? undefined : sum + bytes),
    0,
  );
}

/** How many of the files are in the folder where they are kept; whether they are whole is seen when they are read. */
export function countHere(downloads: readonly Download[], folder: string): number {
  return downloads.filter(({ file }) => existsSync(path.join(folder, hubPlace(file)))).length;
}
