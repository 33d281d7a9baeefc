import path from 'node:path';
import { readJsonFile } from '../json-file.js';
import { upgraded } from '../record/format-version.js';
import { type Validate, validator } from '../scenario/validate.js';
import { displayPath, type Workspace } from '../workspace.js';
import { LEADERBOARD_STEPS, type Leaderboard, leaderboardSchema } from './schema.js';

let validate: Validate | undefined;

/**
 * The committed leaderboard.
 *
 * @throws BadInput when it is not there, cannot be read, or is of a newer version
 */
export function readLeaderboard(workspace: Workspace): Leaderboard {
  const file = path.join(workspace.root, 'benchmarks', 'leaderboard.json');
  const shown = displayPath(workspace, file);
  const board = upgraded(LEADERBOARD_STEPS, readJsonFile(file, shown), shown);
  validate ??= validator(leaderboardSchema);
  validate(board, shown);
  return board as Leaderboard;
}
