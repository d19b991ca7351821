import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { createSealer } from './secrets/sealer';
import { loadOrCreateKeyFile, parseSecretKey } from './secrets/secret-key';
import { seedWorkspaces } from './seed-workspaces';
import type { RunningSettings } from './start-settings';
import { startSettings } from './start-settings';
import { loadWorkspacesFile } from './draft/workspaces-file';

const key = new Uint8Array(32).fill(7);
let broker: MemoryBroker;
let running: RunningSettings[];

beforeEach(() => {
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(4));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((settings) => settings.stop()));
});

const start = async (sealerKey = key) => {
  const log = createMemoryEventLog({ clock: systemClock, broker });
  const sealer = createSealer(sealerKey);
  const settings = await startSettings({
    log,
    clock: systemClock,
    sealer,
    logger: noLogger,
    pollMs: 5,
  });
  running.push(settings);
  return settings;
};

const acme = {
  workspace: 'acme',
  rules: { handleUnassigned: true },
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: 'http://127.0.0.1:4020/intercom',
      accessToken: 'tok-very-secret',
      signingSecrets: ['sign-very-secret'],
      aiTeammateId: '7700999',
    },
  ],
} as const;

const connectionWith = (change: object) => ({
  ...acme,
  connections: [{ ...acme.connections[0], ...change }],
});

describe('settings', () => {
  it('are stored as the next version, with defaults for what is left out', async () => {
    const settings = await start();
    expect(settings.current('acme')).toBeNull();
    expect(await settings.put(acme)).toMatchObject({ kind: 'stored', settings: { version: 1 } });
    expect(settings.current('acme')).toMatchObject({
      version: 1,
      rules: { version: 1, handleUnassigned: true, confidenceFloor: 0.5 },
    });
    expect(settings.connection('acme', 'intercom')).toMatchObject({
      accessToken: 'tok-very-secret',
    });
    expect(settings.connection('acme', 'front')).toBeNull();
  });

  it('get no new version when nothing changed', async () => {
    const settings = await start();
    await settings.put(acme);
    expect(
      await settings.put({ connections: acme.connections, rules: acme.rules, workspace: 'acme' }),
    ).toMatchObject({
      kind: 'unchanged',
      settings: { version: 1 },
    });
    expect(await settings.put({ ...acme, rules: {} })).toMatchObject({ settings: { version: 2 } });
    expect(settings.at('acme', 1)?.rules.handleUnassigned).toBe(true);
  });

  it('reach other processes and outlive this one', async () => {
    const [one, other] = [await start(), await start()];
    await one.put(acme);
    while (other.current('acme') === null) await systemClock.sleep(1);
    expect((await start()).all()).toMatchObject([{ workspace: 'acme', version: 1 }]);
  });

  it('are told to be out of date while the topic cannot be read', async () => {
    let away = false;
    const real = createMemoryEventLog({ clock: systemClock, broker });
    const log: typeof real = Object.assign(Object.create(real) as typeof real, {
      ends: (topic: string) => (away ? Promise.reject(new Error('away')) : real.ends(topic)),
    });
    const sealer = createSealer(key);
    const deps = { log, clock: systemClock, sealer, logger: noLogger, pollMs: 2 };
    const settings = await startSettings(deps);
    running.push(settings);
    expect(settings.upToDate?.()).toBe(true);
    away = true;
    while (settings.upToDate?.() !== false) await systemClock.sleep(1);
    away = false;
    while (!settings.upToDate?.()) await systemClock.sleep(1);
  });

  it('written twice at once have one winner, the same for all readers', async () => {
    const [one, other] = [await start(), await start()];
    const outcomes = await Promise.allSettled([
      one.put(acme),
      other.put({ ...acme, rules: { confidenceFloor: 0.9 } }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'SETTINGS.CONFLICT', transient: true } },
    ]);
    const third = await start();
    expect(third.current('acme')).toEqual(one.current('acme'));
  });

  it('keep their secrets out of the log, and need the same key again', async () => {
    await (await start()).put(acme);
    const stored = broker.records(TOPICS.settings).flat();
    expect(stored).toHaveLength(1);
    expect(new TextDecoder().decode(stored[0]?.value ?? new Uint8Array())).not.toContain(
      'very-secret',
    );
    await expect(start(new Uint8Array(32).fill(8))).rejects.toMatchObject({
      code: 'SETTINGS.SEAL_BROKEN',
    });
  });

  it.each([
    [
      'workspace',
      { ...acme, workspace: 'A B' },
      'workspace: expected a-z, 0-9, ".", "_" or "-", at most 63 characters, found "A B"',
    ],
    ['connections', { workspace: 'acme' }, 'connections: expected a value, found nothing'],
    [
      'apiBaseUrl',
      connectionWith({ apiBaseUrl: 'ftp://x' }),
      'connections.0.apiBaseUrl: expected an http(s) address, found "ftp://x"',
    ],
    [
      'accessToken',
      connectionWith({ accessToken: 17 }),
      'connections.0.accessToken: expected a text that is not empty, found a number',
    ],
    [
      'an unknown field',
      connectionWith({ token: 'x' }),
      'connections.0.token: expected no such field, found one',
    ],
    [
      'rules',
      { ...acme, rules: { confidenceFloor: 2 } },
      'rules.confidenceFloor: expected a number from 0 to 1, found 2',
    ],
    [
      'two of one vendor',
      { ...acme, connections: [acme.connections[0], acme.connections[0]] },
      'connections.1.vendor: expected one connection per vendor, found "intercom"',
    ],
  ])('are refused with field, expectation and finding: %s', async (_name, draft, expected) => {
    const outcome = await (await start()).put(draft);
    const problems = outcome.kind === 'refused' ? outcome.problems : [];
    const told = problems.map(
      (problem) => `${problem.field}: expected ${problem.expected}, found ${problem.found}`,
    );
    expect(told).toEqual([expected]);
  });
});

describe('a file of workspaces', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is seeded once, as YAML or JSON', async () => {
    const path = join(folder, 'workspaces.yaml');
    writeFileSync(path, JSON.stringify({ workspaces: [acme] }));
    const settings = await start();
    await seedWorkspaces(settings, loadWorkspacesFile(path));
    await seedWorkspaces(settings, loadWorkspacesFile(path));
    expect(settings.all()).toMatchObject([{ workspace: 'acme', version: 1 }]);
  });

  it('names file and field when it is wrong', () => {
    const path = join(folder, 'workspaces.yaml');
    writeFileSync(path, '- workspace: acme\n');
    expect(() => loadWorkspacesFile(path)).toThrow(
      /workspaces\.yaml: workspace 1: connections: expected a value, found nothing/,
    );
    expect(() => loadWorkspacesFile(join(folder, 'none.yaml'))).toThrow(/none\.yaml: .*ENOENT/);
  });

  it('has its key in a file of its owner alone, made once', () => {
    const path = join(folder, 'deep', 'secret.key');
    expect(loadOrCreateKeyFile(path)).toEqual(loadOrCreateKeyFile(path));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('takes keys as base64 or hex, and tells of others', () => {
    expect(parseSecretKey(Buffer.from(key).toString('hex'))).toEqual(
      parseSecretKey(Buffer.from(key).toString('base64')),
    );
    expect(() => parseSecretKey('short')).toThrow(
      /DESKSTREAM_SECRET_KEY: expected 32 bytes as base64 or hex, found 5 characters/,
    );
  });
});
