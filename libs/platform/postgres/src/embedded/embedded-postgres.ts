import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InfraError, hasCode, noLogger, systemClock } from '@deskstream/kernel';
import type { Logger } from '@deskstream/kernel';
import { chooseUser, findBinaries } from './binaries';
import { choosePort, claimFolder, majorOf, markOwner, rememberPort } from './data-folder';
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
 * PORT_TAKEN, DATA_TOO_NEW, DATA_TOO_OLD, DISK_FULL, NO_BINARIES, NO_USER, START_FAILED.
 */
export const startEmbeddedPostgres = async (
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedServer> => {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  refuseOtherMajor(dataDir, await majorOf(dataDir));
  await claimFolder(dataDir);
  const port = await choosePort(dataDir, options.port);
  const [binaries, runAs] = await Promise.all([findBinaries(), chooseUser()]);
  const output: string[] = [];
  const say = (line: string) => {
    output.splice(0, output.length - 20);
    output.push(line);
    (options.logger ?? noLogger).debug({ line: line.trim().slice(0, 300) }, 'embedded PostgreSQL');
  };
  const server = new Server(
    { binaries, runAs, dataDir, say },
    port,
    options.durable ?? true,
    output,
  );
  await server.start();
  return server;
};

class Server implements EmbeddedServer {
  readonly url: string;
  #child: ChildProcess | null = null;

  constructor(
    private readonly launch: Launch,
    readonly port: number,
    private readonly durable: boolean,
    private readonly output: readonly string[],
  ) {
    this.url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  }

  async start(): Promise<void> {
    const { dataDir } = this.launch;
    try {
      if ((await majorOf(dataDir)) === null)
        await initialise(this.launch, { password: PASSWORD, sync: this.durable });
      await markOwner(dataDir);
      const child = await launchServer(this.launch, this.port, settingsOf(this.durable));
      child.once('exit', () => {
        if (this.#child === child) this.#child = null;
      });
      this.#child = child;
      await rememberPort(dataDir, this.port);
    } catch (error) {
      throw startError(dataDir, this.output.join('\n'), error);
    }
  }

  stop(): Promise<void> {
    return this.#end((child) => child.kill('SIGINT'));
  }

  kill(): Promise<void> {
    return this.#end((child) => process.kill(-(child.pid ?? 0), 'SIGKILL'));
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#startAgain(50);
  }

  async #startAgain(attempts: number): Promise<void> {
    try {
      await claimFolder(this.launch.dataDir);
      await this.start();
    } catch (error) {
      if (attempts <= 1 || !hasCode(error, 'POSTGRES.IN_USE')) throw error;
      await systemClock.sleep(100);
      await this.#startAgain(attempts - 1);
    }
  }

  async #end(signal: (child: ChildProcess) => void): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    const ended = exitOf(child);
    signal(child);
    await ended;
  }
}

const refuseOtherMajor = (dataDir: string, major: number | null): void => {
  if (major === null || major === MAJOR) return;
  throw new InfraError(
    major > MAJOR ? 'POSTGRES.DATA_TOO_NEW' : 'POSTGRES.DATA_TOO_OLD',
    `data folder ${dataDir} was written by PostgreSQL ${major}, this is ${MAJOR}; start the Deskstream that wrote it, or choose another folder`,
    false,
  );
};
