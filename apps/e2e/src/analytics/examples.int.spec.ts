import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { decodeEvent } from '@deskstream/contracts';
import type { PartitionKey } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';

const root = join(import.meta.dirname, '../../../..');

describe('the examples for readers of the log', () => {
  let database: TestDatabase;
  let lines: readonly string[];

  beforeAll(async () => {
    database = await testDatabase();
    lines = tailed();
  });
  afterAll(() => database?.drop());

  it('S099: a warehouse that begins late has every event once, though it is told twice and in parts', async () => {
    const env = { WAREHOUSE_URL: `${database.url}?options=-csearch_path%3D${database.schema}` };
    const warehouse = (told: readonly string[], ...words: readonly string[]) =>
      run('warehouse.mjs', { env, words, stdin: told });
    const half = Math.floor(lines.length / 2);
    expect(await warehouse(lines.slice(0, half))).toBe(`${half} new events.\n`);
    expect(await warehouse(lines)).toBe(`${lines.length - half} new events.\n`);
    expect(await warehouse(lines.slice(half))).toBe('0 new events.\n');
    expect(JSON.parse(await warehouse([], 'position'))).toEqual({ 0: lines.length - 1 });

    const pool = createPool({ url: env.WAREHOUSE_URL, max: 1 });
    const { rows } = await pool.query<{ author: string; said: number }>(
      'select author, count(*)::int as said from deskstream_messages group by 1 order by 1',
    );
    await pool.end();
    expect(rows).toEqual([
      { author: 'ai', said: count('ReplyDelivered') },
      { author: 'customer', said: count('CustomerMessageReceived') },
      ...(count('TeammateMessageReceived') > 0
        ? [{ author: 'teammate', said: expect.any(Number) as number }]
        : []),
    ]);
  });

  it('S098: a channel is told when an important customer is handed off, and of nobody else', async () => {
    const posted: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => posted.push(text));
      request.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = { VIPS: '@bigcorp.example', ALERT_URL: `http://127.0.0.1:${port}/` };
    const of = (key: string, email: string) => [
      JSON.stringify({ key, type: 'CustomerMessageReceived', data: { contact: { email } } }),
      JSON.stringify({ key, type: 'HandoffRequested', data: { cause: 'asked' } }),
    ];
    const stdin = [...of('a/front/1', 'Ada@bigcorp.example'), ...of('a/front/2', 'b@example.com')];
    await run('alert.mjs', { env, words: [], stdin });
    await new Promise((resolve) => server.close(resolve));
    expect(posted).toHaveLength(1);
    expect(posted[0]).toContain('/sessions/a%2Ffront%2F1');
  });

  const count = (type: string): number =>
    lines.filter((line) => (JSON.parse(line) as { type: string }).type === type).length;
});

/** The golden histories as `deskstream --json tail` prints them. */
const tailed = (): readonly string[] => {
  const folder = join(root, 'libs/conversation/histories/v2');
  const records = readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => ({ name, ...(JSON.parse(line) as Stored) })),
    );
  return records.map(({ name, key, headers, value }, offset) => {
    const decoded = decodeEvent({ key, headers, value: new TextEncoder().encode(value) });
    if (!decoded.ok) throw new Error(decoded.because);
    const { envelope, event } = decoded.value;
    // Histories share keys and ids: each is made a conversation of its own.
    const own = { key: `${key}-${name}`, id: `${envelope.id}-${name}` };
    const data = JSON.parse(
      JSON.stringify(event.data).replaceAll(/"commandId":"([^"]+)"/g, `"commandId":"$1-${name}"`),
    ) as unknown;
    return JSON.stringify({ partition: 0, offset, ...envelope, ...own, data });
  });
};

interface Stored {
  readonly key: PartitionKey;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const run = (
  name: string,
  given: {
    readonly env: Readonly<Record<string, string>>;
    readonly words: readonly string[];
    readonly stdin: readonly string[];
  },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'examples', name), ...given.words], {
      env: { PATH: process.env['PATH'] ?? '', ...given.env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err))));
    child.stdin.end(given.stdin.map((line) => `${line}\n`).join(''));
  });
