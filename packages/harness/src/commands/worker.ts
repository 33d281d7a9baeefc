import { BadInput } from '../errors.js';
import { environment } from '../run/environment.js';
import { defaultJobs } from '../run/execute.js';
import { codeHash } from '../run/fingerprint.js';
import type { Command } from './command.js';
import { queueAddress, queueOption } from './run-selected.js';

export const worker: Command = {
  name: 'worker',
  usage: 'worker --queue redis://HOST[:PORT][/DATABASE] [options]',
  summary: 'take cells from a queue that `run --queue` or `verify --queue` fills, compute them, hand in the results',
  options: [
    { ...queueOption, help: 'the Redis or Valkey that holds the queue; rediss:// for TLS' },
    { name: 'jobs', value: 'N', help: 'cells at a time, one a thread (default: all cores)' },
    { name: 'until-empty', help: 'end when no cell is left, instead of waiting for more' },
  ],
  run: async (args, { workspace, io, signal }) => {
    const address = queueAddress(args);
    if (address === undefined || args.positionals.length > 0) {
      const found = address === undefined ? 'none' : args.positionals.join(' ');
      const remedy = 'write `collapse worker --queue redis://localhost:6379/0`';
      throw new BadInput({ expected: 'a queue and nothing else', found, remedy });
    }
    const jobs = args.integer('jobs', 1) ?? defaultJobs();
    const { asRefused, connectQueue } = await import('../queue/connect.js');
    const { processName, work } = await import('../queue/work.js');
    const said = new Set<string>();
    const note = (text: string) => {
      if (!said.has(text)) io.err(`collapse: ${text}\n`);
      said.add(text);
    };
    const client = await connectQueue(address, note);
    try {
      const code = { codeHash: codeHash(), lockfileHash: environment().lockfile };
      const cells = jobs === 1 ? '1 cell' : `${jobs} cells`;
      io.err(`Worker ${processName()}: takes ${cells} at a time from ${address.shown}, code ${code.codeHash.slice(0, 12)}\n`);
      const untilEmpty = args.flag('until-empty');
      const { done, failed, givenBack } = await work({ workspace, client, jobs, code, untilEmpty, signal, note });
      const rest = [
        ...(failed > 0 ? [`${failed} ${failed === 1 ? 'attempt' : 'attempts'} failed`] : []),
        ...(givenBack > 0 ? [`${givenBack} given back unfinished`] : []),
      ];
      io.out(`${signal.aborted ? 'Stopped' : 'Nothing left'}: ${[`${done} cells done`, ...rest].join(', ')}.\n`);
      return failed > 0 ? 3 : 0;
    } catch (error) {
      throw asRefused(error, address.shown);
    } finally {
      client.disconnect();
    }
  },
};
