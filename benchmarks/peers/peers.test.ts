import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparisons } from './catalog.js';
import { benchmarksFolder } from './folders.js';
import { peers } from './peers.js';

async function run(argv: readonly string[], environment: NodeJS.ProcessEnv = process.env) {
  let out = '';
  let err = '';
  const code = await peers(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    environment,
  });
  return { code, out, err };
}

const install = 'python3 -m pip install -r benchmarks/peers/requirements.txt';
const pythonThere = spawnSync('python3', ['-V']).status === 0;
const built = path.join(benchmarksFolder, 'dist', 'peers', 'main.js');

describe('peers', () => {
  it('lists every comparison in its help', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const { name } of comparisons) expect(out).toContain(`  ${name} `);
  });

  it('refuses an unknown name in one line that names what is near', async () => {
    const { code, out, err } = await run(['normla']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^peers: .*got "normla" \(did you mean normal\?\).*\n$/);
  });

  it('says what to install, in one line, when there is no Python', async () => {
    const { code, out, err } = await run(['normal'], { ...process.env, PATH: '', Path: '' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^peers: .*\n$/);
    expect(err).toContain(install);
  });

  it.skipIf(!pythonThere)('says what to install, in one line, when Python has no NumPy (needs python3)', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'collapse-peers-test-'));
    try {
      writeFileSync(path.join(folder, 'numpy.py'), "raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')\n");
      const { code, out, err } = await run(['normal', '--json'], { ...process.env, PYTHONPATH: folder });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^peers: .*\n$/);
      expect(err).toContain(`without numpy; ${install}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.skipIf(!existsSync(built))('does so as a process too, without a stack trace (needs the build)', () => {
    const env = { ...process.env, PATH: '', Path: '' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [built, 'gamma'], { env, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(install);
  });
});
