import { describe, expect, test } from 'vitest';
import { probed } from './doctor-engines.js';

const script = (code: string) => ['--input-type=module', '-e', code];

describe('a probe in a process of its own', () => {
  test('answers with its last line', async () => {
    const code = `console.log('chatter of a library'); console.log(JSON.stringify({ version: 'Engine 1.0' }));`;
    expect(await probed(script(code), 20)).toEqual({ version: 'Engine 1.0' });
  });

  test.each([
    ['an abort of a native library', 'process.abort()', 'its process was ended by SIGABRT'],
    ['an exit', 'process.exit(7)', 'its process ended with exit code 7'],
    ['silence', '', 'its process ended with exit code 0'],
    ['no answer', 'setTimeout(() => {}, 60_000)', 'no answer within 0.5 s'],
    ['a message before the end', `console.error('first'); console.error('no such library'); process.exit(1)`, 'no such library'],
  ])('%s is a reason', async (_, code, reason) => {
    expect(await probed(script(code), reason.startsWith('no answer') ? 0.5 : 20)).toEqual({ reason });
  });

  test('an answer of a process that then fails does not count', async () => {
    const code = `process.stdout.write(JSON.stringify({ version: 'Engine 1.0' }) + '\\n', () => process.abort());`;
    expect(await probed(script(code), 20)).toEqual({ reason: 'its process was ended by SIGABRT' });
  });
});
