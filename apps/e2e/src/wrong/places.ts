import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below those that a system gives to outgoing connections: none of these takes one before it is used. */
const PORTS = [20_000, 26_000] as const;

const given = new Set<string>();

/** Ports that are free now, and were never given before. */
export const freePorts = async (count: number): Promise<readonly string[]> => {
  const ports: string[] = [];
  while (ports.length < count) {
    const server = await occupy(randomInt(...PORTS)).catch(() => null);
    if (server === null) continue;
    const port = portOf(server);
    await leave(server);
    if (!given.has(port)) ports.push(port);
    given.add(port);
  }
  return ports;
};

/** Somebody else's server. */
export const occupy = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

export const portOf = (server: Server): string => String((server.address() as AddressInfo).port);

export const leave = (server: Server): Promise<void> =>
  new Promise((resolve) => server.close(() => resolve()));

/** A folder that the user of the database may enter, too. */
export const dataFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'deskstream-wrong-'));
  await chmod(folder, 0o755);
  return folder;
};

export const removed = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true });
