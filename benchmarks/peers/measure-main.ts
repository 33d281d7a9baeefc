import { comparisons } from './catalog.js';
import { exitOnSignals } from './child.js';
import { measure } from './measure.js';

/** `node measure-main.js NAME`: measures one comparison; prints each row as one JSON line, then all of it; a failure is one line too. */
exitOnSignals();
try {
  const print = (value: unknown) => void process.stdout.write(`${JSON.stringify(value)}\n`);
  print(await measure(comparisons.find(({ name }) => name === process.argv[2])!, print));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 3;
}
