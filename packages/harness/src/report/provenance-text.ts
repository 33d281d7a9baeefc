import type { RunInfo, ShardMaker } from '../run/run-info.js';
import { short } from './number.js';

/** What run.json tells of who made a record, and of what, as lines; it may be of an older version, or edited. */
export function provenanceText(info: Partial<RunInfo>): string[] {
  const { engine, runtime, data } = info;
  const threads = info.jobs === undefined ? '' : `, --jobs ${info.jobs}`;
  return [
    `code         ${info.codeHash}`,
    ...(info.environmentClass === undefined ? [] : [`class        ${info.environmentClass}`]),
    ...(engine === undefined
      ? []
      : [`engine       ${engine ?? 'none: plain TypeScript arithmetic'}${runtime ? ` (${runtime})` : ''}`]),
    `made         ${info.finishedAt}, ${short(info.seconds ?? 0, 3)} s of one core${threads}`,
    ...environmentText(info.environment),
    ...listOf(info.shards).flatMap((each) => makerText(`shard ${each?.shard}`, each)),
    ...listOf(info.workers).flatMap((each) => makerText(`worker ${each?.worker}`, each)),
    ...Object.entries(data ?? {}).map(([file, sha256]) => `data         ${file} SHA-256 ${sha256}`),
  ];
}

function listOf<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(list) ? list : [];
}

function makerText(who: string, each: Partial<ShardMaker> | undefined): string[] {
  const what = `${each?.finishedAt}, ${each?.cells} cells, ${short(each?.seconds ?? 0, 3)} s of one core, --jobs ${each?.jobs}`;
  return [`${who}    ${what}`, ...environmentText(each?.environment)];
}

function environmentText(environment: object | null | undefined): string[] {
  return Object.entries(environment ?? {}).map(([key, value]) => `  ${key.padEnd(14)} ${String(value)}`);
}

/** The commands that make a record again. */
export function runAgain(info: Partial<RunInfo> | undefined, scenario: string, seed: number, replicates: number): string[] {
  const { commit, dirty } = info?.environment ?? info?.shards?.[0]?.environment ?? info?.workers?.[0]?.environment ?? {};
  const engine = typeof info?.engine === 'string' && info.engine !== 'onnx' ? ` --engine ${info.engine}` : '';
  const changes = dirty === true ? '   # with changes that were not committed' : '';
  return [
    ...(typeof commit === 'string' ? [`git checkout ${commit}${changes}`] : []),
    `pnpm collapse run ${scenario} --seed ${seed} --replicates ${replicates}${engine} --fresh`,
  ];
}
