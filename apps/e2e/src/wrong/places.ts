import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ports that are free now; asked for together, so that they differ. */
export const freePorts = async (count: number): Promise<readonly string[]> => {
  const servers = await Promise.all(Array.from({ length: count }, () => occupy(0)));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(leave));
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
