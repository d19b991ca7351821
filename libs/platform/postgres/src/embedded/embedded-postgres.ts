import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { InfraError, hasCode, messageOf, noLogger, systemClock } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { chooseUser, findBinaries } from './binaries';
import {
  choosePort,
  claimFolder,
  majorOf,
  makeFolder,
  rememberPort,
  whileInitialising,
} from './data-folder';
import { lockFolder } from './folder-lock';
import type { FolderLock } from './folder-lock';
import { exitOf, initialise, launchServer } from './server-process';
import type { Launch } from './server-process';
import { settingsOf, startError } from './start-error';

export interface EmbeddedPostgresOptions {
  /** Created when missing; used again when it holds a cluster. */
  readonly dataDir: string;
  /** Default: a free one, kept in the folder for the next start. */
  readonly port?: number;
  readonly logger?: Logger;
  /** `false` gives up durability for speed; for tests only. Default `true`. */
  readonly durable?: boolean;
}

export interface EmbeddedServer {
  readonly url: string;
  readonly port: number;
  /** Why it does not run although it should; `null` when it runs. It is started again and again meanwhile. */
  trouble(): InfraError | null;
  /** Clean shutdown: committed work is on disk, connections are cut. */
  stop(): Promise<void>;
  /** SIGKILL to the server and its workers, as a crash. */
  kill(): Promise<void>;
  /**
   * Starts again on the same folder and port, after `stop` or `kill`; stops first when it runs. Waits
   * up to 5 s for the workers of a killed server, which hold its shared memory for a moment.
   */
  restart(): Promise<void>;
}

const MAJOR = 18;
const PASSWORD = 'deskstream';

/**
 * A PostgreSQL of this process' own, from npm alone; it listens on 127.0.0.1 only. Codes: POSTGRES.IN_USE,
 * PORT_TAKEN, DATA_TOO_NEW, DATA_TOO_OLD, DATA_CORRUPT, NOT_A_DATA_FOLDER, NO_ACCESS, DISK_FULL, NO_BINARIES,
 * NO_USER, START_FAILED.
 */
export const startEmbeddedPostgres = async (
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedServer> => {
  const dataDir = resolve(options.dataDir);
  await makeFolder(dataDir);
  refuseOtherMajor(dataDir, await majorOf(dataDir));
  const lock = await lockFolder(dataDir);
  try {
    await claimFolder(dataDir);
    const port = await choosePort(dataDir, options.port);
    return await startServer({ ...options, dataDir }, port, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
};

const startServer = async (
  options: EmbeddedPostgresOptions,
  port: number,
  lock: FolderLock,
): Promise<EmbeddedServer> => {
  const { dataDir, logger = noLogger } = options;
  const [binaries, runAs] = await Promise.all([findBinaries(), chooseUser()]);
  const output: string[] = [];
  const say = (line: string) => {
    output.splice(0, output.length - 20);
    output.push(line);
    logger.debug({ line: line.trim().slice(0, 300) }, 'embedded PostgreSQL');
  };
  const launch = { binaries, runAs, dataDir, say };
  const server = new Server(
    { launch, durable: options.durable ?? true, output, logger },
    port,
    lock,
  );
  await server.start();
  return server;
};

interface ServerContext {
  readonly launch: Launch;
  readonly durable: boolean;
  /** The last lines it said. */
  readonly output: string[];
  readonly logger: Logger;
}

class Server implements EmbeddedServer {
  readonly url: string;
  #child: ChildProcess | null = null;
  #trouble: InfraError | null = null;
  #reviving = new AbortController();
  #revival: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ServerContext,
    readonly port: number,
    private lock: FolderLock,
  ) {
    this.url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  }

  trouble(): InfraError | null {
    return this.#trouble;
  }

  async start(): Promise<void> {
    const { launch, durable, output } = this.context;
    const { dataDir } = launch;
    output.length = 0;
    try {
      if ((await majorOf(dataDir)) === null)
        await whileInitialising(dataDir, () =>
          initialise(launch, { password: PASSWORD, sync: durable }),
        );
      const child = await launchServer(launch, this.port, settingsOf(durable));
      child.once('exit', (code, signal) => this.#exited(child, code ?? signal));
      this.#child = child;
      this.#trouble = null;
      await rememberPort(dataDir, this.port);
    } catch (error) {
      throw startError(dataDir, output.join(''), error);
    }
  }

  async stop(): Promise<void> {
    await this.#end((child) => child.kill('SIGINT'));
    await this.lock.release();
  }

  kill(): Promise<void> {
    return this.#end((child) => process.kill(-(child.pid ?? 0), 'SIGKILL'));
  }

  async restart(): Promise<void> {
    await this.stop();
    this.lock = await lockFolder(this.context.launch.dataDir);
    this.#reviving = new AbortController();
    await this.#startAgain(50);
  }

  async #startAgain(attempts: number): Promise<void> {
    try {
      await claimFolder(this.context.launch.dataDir);
      await this.start();
    } catch (error) {
      if (attempts <= 1 || !hasCode(error, 'POSTGRES.IN_USE')) throw error;
      await systemClock.sleep(100);
      await this.#startAgain(attempts - 1);
    }
  }

  async #end(signal: (child: ChildProcess) => void): Promise<void> {
    this.#reviving.abort(new Error('stopped'));
    await this.#revival;
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    const ended = exitOf(child);
    signal(child);
    await ended;
  }

  /** A server that nobody stopped: killed, restarted by hand, or given up for a full disk. */
  #exited(child: ChildProcess, how: unknown): void {
    if (this.#child !== child) return;
    this.#child = null;
    const { launch, output, logger } = this.context;
    const { dataDir } = launch;
    this.#trouble = startError(dataDir, output.join(''), undefined);
    logger.error(
      { code: this.#trouble.code, dataDir, exit: how, because: this.#trouble.message },
      'the embedded PostgreSQL ended by itself; it is started again',
    );
    this.#revival = this.#revive();
  }

  async #revive(): Promise<void> {
    const { signal } = this.#reviving;
    const { logger } = this.context;
    for (let pauseMs = 100; !signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await this.#startAgain(50);
        logger.info({ port: this.port }, 'the embedded PostgreSQL runs again');
        return;
      } catch (error) {
        this.#trouble = asTrouble(error);
        logger.error(
          { code: this.#trouble.code, because: this.#trouble.message },
          'the embedded PostgreSQL does not start; trying again',
        );
      }
      await systemClock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }
}

const asTrouble = (error: unknown): InfraError =>
  error instanceof InfraError
    ? error
    : new InfraError('POSTGRES.START_FAILED', messageOf(error), true, error);

const refuseOtherMajor = (dataDir: string, major: number | null): void => {
  if (major === null || major === MAJOR) return;
  throw new InfraError(
    major > MAJOR ? 'POSTGRES.DATA_TOO_NEW' : 'POSTGRES.DATA_TOO_OLD',
    `data folder ${dataDir} was written by PostgreSQL ${major}, this is ${MAJOR}; start the Deskstream that wrote it, or choose another folder`,
    false,
  );
};
