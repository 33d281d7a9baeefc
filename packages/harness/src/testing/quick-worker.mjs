// A worker as `collapse worker` starts it, but one whose cells are taken from it a few seconds after it was killed.

import { parseQueueAddress } from '../../dist/queue/address.js';
import { connectQueue } from '../../dist/queue/connect.js';
import { work } from '../../dist/queue/work.js';
import { environment } from '../../dist/run/environment.js';
import { codeHash } from '../../dist/run/fingerprint.js';
import { workspaceAt } from '../../dist/workspace.js';

const [root, url, jobs] = process.argv.slice(2);
const note = (text) => process.stderr.write(`${text}\n`);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const client = await connectQueue(parseQueueAddress(url), note);
await work({
  workspace: workspaceAt(root),
  client,
  jobs: Number(jobs),
  code: { codeHash: codeHash(), lockfileHash: environment().lockfile },
  untilEmpty: false,
  signal: stop.signal,
  note,
  pace: { lockMs: 4000, stalledMs: 1000 },
});
client.disconnect();
