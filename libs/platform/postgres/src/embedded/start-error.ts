import { InfraError } from '@deskstream/kernel';

/** What the server is started with, beyond its defaults. */
export const settingsOf = (durable: boolean): readonly string[] => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=128MB',
  'max_wal_size=1GB',
  ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
];

/** Why the server did not start, read from what it said. */
export const startError = (dataDir: string, output: string, cause: unknown): InfraError => {
  const { code, because } = REASONS.find(({ pattern }) => pattern.test(output)) ?? {
    code: 'START_FAILED',
    because: `did not start: ${output.slice(-400)}`,
  };
  return new InfraError(
    `POSTGRES.${code}`,
    `embedded PostgreSQL in ${dataDir} ${because}`,
    false,
    cause,
  );
};

const REASONS = [
  {
    pattern: /No space left on device/,
    code: 'DISK_FULL',
    because: 'found the disk full; free some space and start again',
  },
  {
    pattern: /Address already in use/,
    code: 'PORT_TAKEN',
    because: 'found its port taken; choose another one',
  },
  {
    pattern: /lock file "postmaster.pid" already exists|pre-existing shared memory/,
    code: 'IN_USE',
    because: 'is in use by another process; stop that one first',
  },
  {
    pattern: /Permission denied|could not access directory|could not change permissions/,
    code: 'NO_ACCESS',
    because:
      'may not use its data folder; it runs as user postgres when started by root, which must be able to enter every parent folder',
  },
];
