import path from 'node:path';
import { fileURLToPath } from 'node:url';
import writeFileAtomic from 'write-file-atomic';
import { leaderboardSchema } from '../leaderboard/schema.js';
import { paperSchema } from '../paper/report.js';
import { resultSchema } from '../record/result.js';
import { ownRoot, workspaceAt } from '../workspace.js';
import { scenarioSchema } from './schema.js';
import { suiteSchema } from './suite.js';

/** Every schema that is committed below benchmarks/schema, by file name. */
export function committedSchemas(): Record<string, string> {
  const format = (schema: unknown) => `${JSON.stringify(schema, null, 2)}\n`;
  return {
    'scenario.schema.json': format(scenarioSchema()),
    'suite.schema.json': format(suiteSchema),
    'result.schema.json': format(resultSchema),
    'leaderboard.schema.json': format(leaderboardSchema),
    'paper.schema.json': format(paperSchema),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(committedSchemas())) {
    writeFileAtomic.sync(path.join(workspaceAt(ownRoot).schema, name), text);
  }
}
