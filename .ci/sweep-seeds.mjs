#!/usr/bin/env node
// `.ci/sweep-seeds.mjs [SEEDS] [FILTER...]`: runs the statistical tests, which take their seeds from core/src/testing/seed-offset.ts,
// with 100 other seeds each. They allow k standard errors, so that now and then an honest one fails; one that fails for three
// seeds is at fault: at k = 4 and twenty values a test that happens to an honest one with a chance of 4 in 10,000.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const vitest = path.join(
  path.dirname(createRequire(path.join(root, 'package.json')).resolve('vitest/package.json')),
  'vitest.mjs',
);
const seeds = Number(process.argv[2] ?? 100);
const filters = process.argv.slice(3);
const files = readdirSync(path.join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /^[a-z]+[\\/]src[\\/].*\.test\.ts$/.test(name))
  .map((name) => `packages/${name.split(path.sep).join('/')}`)
  .filter((name) => readFileSync(path.join(root, name), 'utf8').includes('testing/seed-offset.js'))
  .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
  .sort();
if (files.length === 0) throw new Error('no statistical tests found');

/** Seeds. */
const FAULT = 3;
const failures = new Map();
const report = path.join(mkdtempSync(path.join(tmpdir(), 'sweep-seeds-')), 'report.json');
let tests = 0;
for (let offset = 1; offset <= seeds; offset++) {
  const { status, stderr } = spawnSync(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...files], {
    cwd: root,
    env: { ...process.env, SEED_OFFSET: String(offset) },
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`vitest ended with ${status}: ${stderr}`);
  const { testResults, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
  tests = numTotalTests;
  for (const { name, status: outcome, message, assertionResults } of testResults) {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (outcome === 'failed' && failed.length === 0) throw new Error(`${file} did not run: ${message}`);
    for (const { fullName, failureMessages } of failed) {
      const key = `${file}: ${fullName}`;
      const line = failureMessages[0].split('\n')[0];
      failures.set(key, [...(failures.get(key) ?? []), offset]);
      console.log(`SEED_OFFSET=${offset} ${key}: ${line}`);
    }
  }
  if (offset % 10 === 0) console.log(`${offset} of ${seeds} seeds`);
}
const atFault = [...failures].filter(([, offsets]) => offsets.length >= FAULT);
for (const [test, offsets] of atFault) console.log(`AT FAULT ${test}: seeds ${offsets.join(', ')}`);
console.log(
  `${tests} tests of ${files.length} files, ${seeds} seeds: ${failures.size} failed for some seed, ${atFault.length} for ${FAULT} or more.`,
);
process.exit(atFault.length > 0 ? 1 : 0);
