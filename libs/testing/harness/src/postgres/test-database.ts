import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { createPool, identifier, startEmbeddedPostgres } from '@deskstream/platform-postgres';
import type { EmbeddedServer } from '@deskstream/platform-postgres';

/** A schema of a test's own on a server shared by the test file. */
export interface TestDatabase {
  readonly url: string;
  readonly schema: string;
  /** Drops the schema; the last one out stops the server. */
  drop(): Promise<void>;
}

/** Uses TEST_DATABASE_URL when it is set, else one embedded server for all databases open at a time. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const given = process.env['TEST_DATABASE_URL'];
  const url = given ?? (await shared.enter()).url;
  const schema = `test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await run(url, `create schema ${identifier(schema)}`);
  return {
    url,
    schema,
    drop: async () => {
      await run(url, `drop schema if exists ${identifier(schema)} cascade`);
      if (given === undefined) await shared.leave();
    },
  };
};

const run = async (url: string, sql: string): Promise<void> => {
  const pool = createPool({ url, max: 1 });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
};

class SharedServer {
  #guests = 0;
  #server: Promise<{ server: EmbeddedServer; dataDir: string }> | null = null;

  async enter(): Promise<EmbeddedServer> {
    this.#guests += 1;
    this.#server ??= this.#start();
    return (await this.#server).server;
  }

  async leave(): Promise<void> {
    this.#guests -= 1;
    if (this.#guests > 0 || !this.#server) return;
    const { server, dataDir } = await this.#server;
    this.#server = null;
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }

  async #start() {
    const dataDir = await mkdtemp(join(tmpdir(), 'deskstream-pg-'));
    return { server: await startEmbeddedPostgres({ dataDir, durable: false }), dataDir };
  }
}

const shared = new SharedServer();
