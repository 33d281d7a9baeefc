import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { badInputOf } from '../testing/collapse.js';
import { parseQueueAddress } from './address.js';

describe('the address of a queue', () => {
  test.each([
    ['redis://localhost', { host: 'localhost', port: 6379, database: 0, tls: false, shown: 'redis://localhost:6379/0' }],
    ['redis://10.0.0.7:7000/3', { host: '10.0.0.7', port: 7000, database: 3, tls: false, shown: 'redis://10.0.0.7:7000/3' }],
    [
      'rediss://queue.example/',
      { host: 'queue.example', port: 6379, database: 0, tls: true, shown: 'rediss://queue.example:6379/0' },
    ],
    ['redis://[::1]:6380/1', { host: '::1', port: 6380, database: 1, tls: false, shown: 'redis://[::1]:6380/1' }],
    [
      'redis://me:p%40ss%2F@host/2',
      { host: 'host', port: 6379, database: 2, tls: false, username: 'me', password: 'p@ss/', shown: 'redis://host:6379/2' },
    ],
    [
      'redis://:secret@host',
      { host: 'host', port: 6379, database: 0, tls: false, password: 'secret', shown: 'redis://host:6379/0' },
    ],
  ])('%s', (text, address) => {
    expect(parseQueueAddress(text)).toEqual(address);
  });

  test.each([
    '',
    'localhost:6379',
    'http://localhost',
    'redis://',
    'redis:///0',
    'redis://host:99999',
    'redis://host:0',
    'redis://host/one',
    'redis://host/0/1',
    'redis://host/65536',
    'redis://host?family=6',
    'redis://host#1',
    'redis://:%zz@host',
  ])('is refused: %s', (text) => {
    const { expected, remedy } = badInputOf(() => parseQueueAddress(text)).complaint;
    expect(expected).toContain('redis://HOST[:PORT][/DATABASE]');
    expect(remedy).toBe('write --queue redis://localhost:6379/0');
  });

  test('shows no password, whether it is understood or not', () => {
    const secret = fc.stringMatching(/^[A-Z]{12}$/);
    const around = fc.string({ maxLength: 5 });
    fc.assert(
      fc.property(secret, around, around, (password, before, after) => {
        for (const text of [`redis://me:${before}${password}${after}@host:7/x`, `redis://:${password}@host`, `u:${password}@h`]) {
          let said: string;
          try {
            said = parseQueueAddress(text).shown;
          } catch (error) {
            said = (error as Error).message;
          }
          expect(said).not.toContain(password);
          expect(said).not.toContain('\n');
        }
      }),
    );
  });
});
