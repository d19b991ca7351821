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
    because: 'did not start',
  };
  return new InfraError(
    `POSTGRES.${code}`,
    `embedded PostgreSQL in ${dataDir} ${because}${saidBy(output)}`,
    false,
    cause,
  );
};

/** Why the folder itself cannot be used. */
export const folderError = (dataDir: string, error: unknown): InfraError => {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  return new InfraError(
    code === 'ENOSPC' ? 'POSTGRES.DISK_FULL' : 'POSTGRES.NO_ACCESS',
    `data folder ${dataDir} cannot be written to: ${WORDS[code] ?? code}; make it writable for this user, or choose another DESKSTREAM_DATA`,
    false,
    error,
  );
};

const WORDS: Readonly<Record<string, string>> = {
  EROFS: 'its file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file has its name',
  ENOSPC: 'the disk is full',
};

/** The server's own reason: its last line that ends a start. */
const saidBy = (output: string): string => {
  const lines = output.split('\n').filter((line) => /(FATAL|PANIC|error): /.test(line));
  const reason = lines.at(-1)?.replace(/^.*?(?:FATAL|PANIC|error): +/, '');
  return reason === undefined ? '' : `. It said: ${reason.trim().slice(0, 300)}`;
};

const REASONS = [
  {
    pattern: /No space left on device/,
    code: 'DISK_FULL',
    because: 'found the disk full; free some space, then it goes on',
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
    pattern:
      /pg_control|valid checkpoint record|incorrect checksum|invalid page|database files are incompatible|could not read file|could not open file|not a database cluster/,
    code: 'DATA_CORRUPT',
    because:
      'cannot read its data; nothing was changed. Restore the folder from a backup, or move it away to start empty (docs/runbooks/data-folder.md)',
  },
  {
    pattern: /Permission denied|could not access directory|could not change permissions/,
    code: 'NO_ACCESS',
    because:
      'may not use its data folder; it runs as user postgres when started by root, which must be able to enter every parent folder',
  },
];
