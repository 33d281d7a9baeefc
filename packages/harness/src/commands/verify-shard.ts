import { readBaseline } from '../baseline.js';
import type { Arguments } from '../cli/arguments.js';
import { BadInput } from '../errors.js';
import { type Result, resultOf } from '../record/result.js';
import { reportToGitHub } from '../report/github.js';
import { formatTable } from '../report/table.js';
import { classOf } from '../run/fingerprint.js';
import { secondsOf } from '../run/run-info.js';
import type { LoadedScenario } from '../scenario/load.js';
import { runShard, type ShardPart } from '../shard/run-shard.js';
import type { Shard } from '../shard/shard.js';
import { shardJson, shardText } from '../shard/shard-report.js';
import type { Context } from './command.js';
import { rerunCommand, runOptions } from './selection.js';
import { detailText, fails, type VerifiedRow, verdictColumns, verdictOf } from './verify.js';

/**
 * Runs one shard and holds its cells against the baselines as far as single cells go: byte for byte. What takes all cells
 * (theory, equivalence, throughput) is for `verify` of the merged run.
 */
export async function verifyShard(
  args: Arguments,
  context: Context,
  scenarios: readonly LoadedScenario[],
  shard: Shard,
): Promise<number> {
  const { workspace, io } = context;
  const parts = await runShard(workspace, scenarios, shard, runOptions(args, context));
  const compared = parts.flatMap((part) => rowOf(part, args, context));
  const code = compared.some(({ verdict }) => fails(verdict, false)) ? 1 : 0;
  if (args.flag('json')) {
    const verdicts = compared.map(({ run, verdict, rerun }) => ({ scenario: run.loaded.id, verdict, rerun }));
    io.out(`${JSON.stringify({ reproduced: code === 0, ...shardJson(shard, scenarios, parts), verdicts }, null, 2)}\n`);
  } else {
    const columns = verdictColumns([]).filter(({ title }) => title !== 'theory');
    io.out(`${formatTable(compared, columns)}\n${detailText(compared, [], false)}${shardText(shard, scenarios, parts)}`);
    const left = parts.length - compared.length;
    io.out(
      `Left to \`verify\` of the merged run: theory${left === 0 ? '' : `, and ${left} ${left === 1 ? 'scenario' : 'scenarios'} that one shard cannot compare`}.\n`,
    );
  }
  await reportToGitHub(compared, [], { workspace, strict: false, annotate: !args.flag('json') });
  return code;
}

function rowOf({ loaded, folder, cells }: ShardPart, args: Arguments, context: Context): VerifiedRow[] {
  const result = resultOf(loaded, cells, classOf(loaded));
  if (needsAllCells(result, context)) return [];
  const run = { loaded, result, folder, reused: false, seconds: secondsOf(cells) };
  return [{ run, verdict: verdictOf(run, context), rerun: rerunCommand(loaded.id, args) }];
}

/** Equivalence is a matter of many cells; and a baseline of fewer replicates may have none of this shard's. */
function needsAllCells(result: Result, { workspace }: Context): boolean {
  try {
    const baseline = readBaseline(workspace, result.scenario);
    if (baseline === undefined || baseline.scenarioHash !== result.scenarioHash) return false;
    if (baseline.environmentClass !== result.environmentClass) return true;
    return !result.replicates.some((replicate) => baseline.replicates.includes(replicate));
  } catch (error) {
    // `verdictOf` says what is wrong with the baseline.
    if (error instanceof BadInput) return false;
    throw error;
  }
}
