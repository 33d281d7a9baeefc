import { comparisons } from './catalog.js';
import { exitOnSignals } from './child.js';
import { measure } from './measure.js';

/** `node measure-main.js NAME`: measures one comparison and prints it as one JSON line; a failure is one line too. */
exitOnSignals();
try {
  const measured = await measure(comparisons.find(({ name }) => name === process.argv[2])!);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 3;
}
