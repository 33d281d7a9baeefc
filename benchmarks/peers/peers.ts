import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readRequest } from './arguments.js';
import { comparisons } from './catalog.js';
import { ending } from './child.js';
import type { Comparison } from './comparison.js';
import { peerEnvironment } from './environment.js';
import type { Measured } from './measure.js';
import type { Summary } from './pairing.js';
import { ONE_THREAD, startPython } from './python.js';
import { comparisonText, figureMet, headText, rowMet } from './report.js';

/** The process around the command. */
export interface PeersProcess {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: NodeJS.ProcessEnv;
}

type Outcome = { readonly comparison: Comparison } & ({ readonly measured: Measured } | { readonly failure: string });

/**
 * `pnpm peers [name...] [--json]`: our code beside the library that a user would pick instead. A missed target is a
 * finding, not a failure.
 *
 * @returns exit code: 0 measured; 2 bad input or no Python; 3 a comparison failed
 */
export async function peers(argv: readonly string[], { out, err, environment }: PeersProcess): Promise<number> {
  const known = comparisons.map(({ name }) => name);
  const usual = comparisons.filter(({ onlyByName }) => onlyByName === undefined).map(({ name }) => name);
  const request = readRequest(argv, known, usual);
  if (request.kind === 'refused') {
    err(`peers: ${request.reason}\n`);
    return 2;
  }
  if (request.kind === 'help') {
    out(helpText());
    return 0;
  }

  const chosen = comparisons.filter(({ name }) => request.names.includes(name));
  const needsPython = chosen.some(({ rows }) => rows.length > 0);
  const python = needsPython ? await startPython(environment) : undefined;
  if (python !== undefined && 'missing' in python) {
    err(`peers: expected Python 3 with NumPy and SciPy, got ${python.missing}\n`);
    return 2;
  }
  python?.stop();
  const machine = peerEnvironment(python?.versions ?? null);
  if (!request.json) out(headText(machine));

  const outcomes: Outcome[] = [];
  for (const comparison of chosen) {
    const outcome = await measureApart(comparison, environment, err);
    outcomes.push(outcome);
    if ('failure' in outcome) err(`peers: ${comparison.name}: ${outcome.failure}\n`);
    else if (!request.json) out(comparisonText(comparison, outcome.measured));
  }
  if (request.json) out(`${JSON.stringify({ environment: machine, comparisons: outcomes.map(jsonOf) }, null, 2)}\n`);
  return outcomes.some((outcome) => 'failure' in outcome) ? 3 : 0;
}

/** Measures in a process of its own, so that nothing that ran before has shaped what the engine compiled. */
async function measureApart(
  comparison: Comparison,
  environment: NodeJS.ProcessEnv,
  err: (text: string) => void,
): Promise<Outcome> {
  const script = fileURLToPath(new URL('./measure-main.js', import.meta.url));
  const env = { ...environment, ...ONE_THREAD };
  const child = spawn(process.execPath, [script, comparison.name], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const rowDone = rowProgress(comparison, err);
  const { status, printed, complaint } = await ending(child, rowDone);
  if (status === 0) return { comparison, measured: JSON.parse(printed.trimEnd().split('\n').at(-1)!) as Measured };
  return { comparison, failure: complaint || `the measurement ended with ${status}` };
}

/** Says each row's ratio as soon as it is measured, where the rows of a comparison take longer than people wait in silence. */
function rowProgress({ name, rows, rowSeconds }: Comparison, err: (text: string) => void): (text: string) => void {
  if (rowSeconds === undefined) return () => {};
  let rest = '';
  let done = 0;
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines.slice(0, rows.length - done)) {
      const { ratio } = JSON.parse(line) as Summary;
      err(`${name} ${++done}/${rows.length}: ${rows[done - 1].name}: ${ratio.toFixed(2)}x\n`);
    }
  };
}

function jsonOf(outcome: Outcome) {
  const { name, title, rows } = outcome.comparison;
  if ('failure' in outcome) return { name, title, failure: outcome.failure };
  const { measured } = outcome;
  return {
    name,
    title,
    rows: rows.map((row, i) => {
      const { ours: _, peer, tolerance: __, ...plain } = row;
      return {
        ...plain,
        peer,
        extrapolated: row.peerScale !== undefined,
        ...measured.rows[i],
        met: rowMet(row, measured.rows[i]),
      };
    }),
    figures: measured.figures.map((figure) => ({ ...figure, met: figureMet(figure) })),
  };
}

function helpText(): string {
  const width = Math.max(...comparisons.map(({ name }) => name.length));
  const lines = comparisons.map(({ name, title, onlyByName }) => {
    const when = onlyByName === undefined ? '' : ` [only by name: ${onlyByName}]`;
    return `  ${name.padEnd(width)}  ${title}${when}`;
  });
  return `usage: pnpm peers [NAME...] [--json]

Our code beside NumPy and SciPy, in turns, on one thread each. Without a name, all of these:

${lines.join('\n')}

Ratios are their time / ours: above 1 ours is faster. A missed target is printed, and is no failure.
Exit codes: 0 measured, 2 bad input or no Python, 3 a comparison failed.
`;
}
