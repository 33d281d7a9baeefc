import { duration } from '../report/progress.js';
import { secondsOf } from '../run/run-info.js';
import type { LoadedScenario } from '../scenario/load.js';
import type { ShardPart } from './run-shard.js';
import { type Shard, shardName } from './shard.js';

/** One line on what a shard did. */
export function shardText(shard: Shard, scenarios: readonly LoadedScenario[], parts: readonly ShardPart[]): string {
  const all = scenarios.reduce((sum, { scenario }) => sum + scenario.replicates, 0);
  const done = parts.reduce((sum, { cells }) => sum + cells.length, 0);
  const seconds = parts.reduce((sum, { cells }) => sum + secondsOf(cells), 0);
  const what = `${done} of ${all} cells, of ${parts.length} of ${scenarios.length} scenarios`;
  return `Shard ${shardName(shard)}: ${what}; ${duration(seconds)} of one core. \`pnpm collapse merge DIR...\` makes all shards one run.\n`;
}

export function shardJson(shard: Shard, scenarios: readonly LoadedScenario[], parts: readonly ShardPart[]) {
  return {
    shard: shardName(shard),
    scenarios: scenarios.map(({ id, scenario }) => {
      const cells = parts.find(({ loaded }) => loaded.id === id)?.cells ?? [];
      return {
        scenario: id,
        of: scenario.replicates,
        replicates: cells.map(({ replicate }) => replicate),
        seconds: secondsOf(cells),
      };
    }),
  };
}
