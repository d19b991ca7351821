import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Parts } from '@deskstream/composition';
import { openParts } from '@deskstream/composition';
import { TOPICS } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { VendorVerification } from '@deskstream/port-vendor';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { Output } from '../cli/output';
import { renderTable } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { reseal } from './reseal.command';
import type { SettingsRequest } from './settings.command';
import { settings } from './settings.command';
import { verifyConnections } from './verify-connection.command';

const KEY = Buffer.alloc(32, 7).toString('base64');

const draft = {
  rules: { waitMs: { email: 9_000 } },
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: 'https://api.intercom.io',
      accessToken: 'good-token-AAAA',
      signingSecrets: ['signing-secret-1111'],
      aiTeammateId: '77',
    },
  ],
};

const verification: VendorVerification = {
  vendor: 'intercom',
  requiredTopics: ['conversation.user.created'],
  verify: async ({ accessToken }) => [
    {
      name: 'token',
      result: accessToken.startsWith('good') ? 'ok' : 'failed',
      expected: 'a token that is accepted',
      found: accessToken.startsWith('good') ? 'accepted' : 'HTTP 401',
      fix: 'Make a new token.',
    },
  ],
};

describe('the command line, on a log in PostgreSQL', () => {
  let database: TestDatabase;
  let parts: Parts;
  let installation: Installation;
  let folder: string;
  let lines: string[];
  let values: unknown[];

  const open = (key: string) =>
    openParts(
      {
        KAFKA_BROKERS: undefined,
        DATABASE_URL: database.url,
        DESKSTREAM_NAMESPACE: 'cli',
        DESKSTREAM_PARTITIONS: 2,
        DESKSTREAM_SECRET_KEY: key,
      },
      { service: 'test', clock: systemClock, logger: noLogger },
    );

  const output: Output = {
    json: true,
    line: (text = '') => lines.push(text),
    table: (rows) => lines.push(renderTable(rows)),
    value: (value) => values.push(value),
    progress: () => ({ advance: () => undefined, end: () => undefined }),
  };

  const run = (
    action: string,
    words: readonly string[] = [],
    change: Partial<SettingsRequest> = {},
  ) => {
    lines = [];
    values = [];
    const request = {
      workspace: 'acme',
      action,
      values: words,
      by: 'ann',
      reason: '',
      dryRun: false,
    };
    return settings(installation, output, { ...request, ...change });
  };

  const file = async (name: string, content: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  beforeAll(async () => {
    [database, folder] = await Promise.all([
      testDatabase(),
      mkdtemp(join(tmpdir(), 'deskstream-cli-')),
    ]);
    parts = await open(KEY);
    installation = { ...parts, kind: 'postgres', databaseUrl: database.url } as Installation;
  });

  afterAll(async () => {
    await parts.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('sets a workspace up from a file, and reads it back in the same form', async () => {
    await run('set', [await file('acme.json', draft)], { reason: 'set-up' });
    expect(values).toMatchObject([{ outcome: 'stored', version: 1 }]);
    await run('get');
    const text = lines.join('\n');
    expect(text).toContain('by ann: set-up');
    expect(text).not.toMatch(/good-token|signing-secret/);
    await run('set', [await file('again.yaml', text)]);
    expect(values).toMatchObject([{ outcome: 'unchanged', version: 1, changes: [] }]);
  });

  it('shows what would change, changes it, tells history and difference, and goes back', async () => {
    const changed = await file('changed.json', { ...draft, rules: { enabled: false } });
    await run('set', [changed], { dryRun: true });
    expect(lines.join('\n')).toContain('Would be version 2.');
    await run('set', [changed], { by: 'bob', reason: 'holiday' });
    await run('history');
    expect(values).toMatchObject([
      { version: 1, by: 'ann' },
      { version: 2, by: 'bob', reason: 'holiday', changed: 2 },
    ]);
    await run('diff');
    expect(values).toMatchObject([
      {
        from: 1,
        to: 2,
        changes: [
          { field: 'rules.enabled', from: true, to: false },
          { field: 'rules.waitMs.email', from: 9_000, to: 30_000 },
        ],
      },
    ]);
    await run('rollback', ['1']);
    expect(values).toMatchObject([{ outcome: 'stored', version: 3 }]);
    await run('get', ['2']);
    expect(values).toMatchObject([{ version: 2, rules: { enabled: false } }]);
  });

  it('does not overwrite a version that nobody looked at', async () => {
    const stale = await file('stale.json', { ...draft, version: 1 });
    await expect(run('set', [stale])).rejects.toMatchObject({ exitCode: 6 });
    await expect(run('rollback', ['1'], { expect: 2 })).rejects.toMatchObject({ exitCode: 6 });
  });

  it.each([
    ['an unknown action', 'show', [], 2, /expected get, set, history/],
    ['no file', 'set', [], 2, /expected a YAML or JSON file/],
    ['a file that is not there', 'set', ['none.yaml'], 2, /none\.yaml: there is no such file/],
    ['no number', 'rollback', ['x'], 2, /"x" is not a version/],
    ['an unknown version', 'get', ['99'], 3, /No version 99 of acme: expected 1 to 3/],
  ])('says what is wrong: %s', async (_name, ...[action, words, exitCode, message]) => {
    const failure = run(action, words);
    await expect(failure).rejects.toMatchObject({ exitCode });
    await expect(failure).rejects.toThrow(message);
  });

  it('says each field that is wrong on a line of its own', async () => {
    const wrong = await file('wrong.json', { rules: { enabled: 1 }, connections: [{}] });
    await expect(run('set', [wrong])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        /connections\.0\.vendor: expected a value, found nothing\n[^]*rules\.enabled: expected true or false, found 1/,
      ),
    });
    await expect(run('get', [], { workspace: 'none' })).rejects.toMatchObject({ exitCode: 3 });
  });

  it('verifies connections, with an exit code of its own when a check fails', async () => {
    lines = [];
    values = [];
    const given = { clock: systemClock, vendors: { verifications: [verification] } };
    const request = { workspace: 'acme', by: 'ann' };
    await verifyConnections(installation, output, request, given);
    expect(values).toMatchObject([
      { vendor: 'intercom', requestedBy: 'ann', checks: [{ result: 'ok' }], health: {} },
    ]);
    expect(lines.join('\n')).toMatch(/conversation\.user\.created: never seen/);
    const name = { workspace: 'acme', vendor: 'intercom' };
    await parts.settings.changeSecrets(name, { accessToken: 'revoked-token-1' });
    await expect(verifyConnections(installation, output, request, given)).rejects.toMatchObject({
      exitCode: 5,
      message: '1 check failed.',
    });
    expect(lines.join('\n')).toMatch(/expected a token that is accepted, found HTTP 401/);
    const front = { ...request, vendor: 'front' };
    await expect(verifyConnections(installation, output, front, given)).rejects.toMatchObject({
      exitCode: 3,
    });
    const [ends] = await parts.log.ends(TOPICS.connections);
    expect(ends?.end).toBe(2);
  });

  it('seals all secrets with a new key, which is enough from then on', async () => {
    lines = [];
    values = [];
    const keyFile = join(folder, 'new.key');
    await reseal(installation, output, keyFile);
    expect(values).toMatchObject([{ versions: 4, removed: 4 }]);
    const later = await open((await readFile(keyFile, 'utf8')).trim());
    expect(later.settings.connection('acme', 'intercom')?.accessToken).toBe('revoked-token-1');
    await later.close();
    await expect(open(Buffer.alloc(32, 9).toString('base64'))).rejects.toMatchObject({
      code: 'SETTINGS.SEAL_BROKEN',
    });
  });
});
