import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket, connect as tcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether tests can start a Redis of their own. */
export const redisIsHere = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of a test's own, that keeps nothing when it ends. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** It ends at once, and starts again empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(...options: string[]): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(tmpdir(), 'collapse-redis-'));
  const port = await freePort();
  const start = async () => {
    const argv = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...options];
    const child = spawn('redis-server', argv, { stdio: 'ignore' });
    while (!(await answers(port))) await sleep(20);
    return child;
  };
  const end = (child: ChildProcess) =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  let server = await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}/0`,
    restart: async () => {
      await end(server);
      server = await start();
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = tcp(port, '127.0.0.1');
    const end = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (reply) => end(/PONG|NOAUTH/.test(reply.toString())));
    socket.once('error', () => end(false));
  });
}
