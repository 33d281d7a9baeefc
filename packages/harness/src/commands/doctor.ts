import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { environment } from '../run/environment.js';
import { scenarioIds } from '../scenario/load.js';
import type { Command, Context } from './command.js';
import { engineFindings } from './doctor-engines.js';
import type { Finding } from './doctor-finding.js';

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'what this machine can run, and why not',
  options: [{ name: 'json', help: 'print JSON and nothing else' }],
  run: async (args, context) => {
    const findings = [...machine(), wasm(), ...files(context), ...(await engineFindings()), python()];
    if (args.flag('json')) context.io.out(`${JSON.stringify({ findings }, null, 2)}\n`);
    else {
      const width = Math.max(...findings.map(({ what }) => what.length));
      for (const { what, state, detail, remedy } of findings) {
        context.io.out(`${state.padEnd(6)}  ${what.padEnd(width)}  ${detail}${remedy === undefined ? '' : `; ${remedy}`}\n`);
      }
    }
    return findings.some(({ state }) => state === 'broken') ? 3 : 0;
  },
};

function machine(): Finding[] {
  const { node, os, arch, cpu, cores } = environment();
  const [major, minor] = node.split('.').map(Number);
  const supported = major > 20 || (major === 20 && minor >= 19);
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  return [
    supported
      ? { what: 'Node', state: 'ok', detail: node }
      : { what: 'Node', state: 'broken', detail: `${node}, needs 20.19 or newer`, remedy: 'install a newer Node' },
    { what: 'machine', state: 'ok', detail: `${os} ${arch}, ${cpu}, ${cores} cores` },
    { what: 'memory', state: 'ok', detail: `${gigabytes(freemem())} free of ${gigabytes(totalmem())}` },
  ];
}

function wasm(): Finding {
  const present = typeof (globalThis as { WebAssembly?: unknown }).WebAssembly === 'object';
  return present
    ? { what: 'WebAssembly', state: 'ok', detail: 'normal deviates by the compiled kernel' }
    : { what: 'WebAssembly', state: 'absent', detail: 'normal deviates by plain JavaScript: the same bits, slower' };
}

function files({ workspace }: Context): Finding[] {
  const scenarios = scenarioIds(workspace).length;
  const found: Finding =
    scenarios > 0
      ? { what: 'scenarios', state: 'ok', detail: `${scenarios} found` }
      : { what: 'scenarios', state: 'broken', detail: 'none found', remedy: 'restore benchmarks/ from version control' };
  try {
    accessSync(workspace.root, constants.W_OK);
    return [found, { what: 'records', state: 'ok', detail: 'the workspace can be written' }];
  } catch {
    const remedy = 'name a writable folder with --out';
    return [found, { what: 'records', state: 'absent', detail: 'the workspace cannot be written', remedy }];
  }
}

/** Only `pnpm peers` needs Python. */
function python(): Finding {
  const what = 'Python peers';
  const probe = spawnSync('python3', ['-c', 'import numpy, scipy; print(numpy.__version__, scipy.__version__)'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (probe.status === 0) {
    const [numpy, scipy] = probe.stdout.trim().split(' ');
    return { what, state: 'ok', detail: `NumPy ${numpy}, SciPy ${scipy}` };
  }
  const detail = probe.error
    ? 'no python3 (only `pnpm peers` needs it)'
    : 'NumPy or SciPy is missing (only `pnpm peers` needs them)';
  return { what, state: 'absent', detail, remedy: 'python3 -m pip install -r benchmarks/peers/requirements.txt' };
}
