import { exitOnSignals } from './child.js';
import { peers } from './peers.js';

exitOnSignals();
process.exitCode = await peers(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  environment: process.env,
});
