import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { maskedSettings } from './secrets/masked';
import { resealSettings } from './reseal';
import { createSealer } from './secrets/sealer';
import { parseSecretKeys } from './secrets/secret-key';
import { diffSettings } from './settings-diff';
import { startSettings } from './start-settings';
import type { RunningSettings } from './start-settings';
import type { PutOutcome } from './record/settings-writer';

const oldKey = new Uint8Array(32).fill(7);
const newKey = new Uint8Array(32).fill(8);
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

const logOf = () => createMemoryEventLog({ clock: systemClock, broker });

const start = async (keys: Uint8Array | readonly Uint8Array[] = oldKey) => {
  const sealer = createSealer(keys);
  const deps = { log: logOf(), clock: systemClock, sealer, logger: noLogger };
  const settings = await startSettings(deps);
  running.push(settings);
  return settings;
};

const connection = {
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:4020/intercom',
  accessToken: 'access-token-AAAA',
  signingSecrets: ['signing-secret-1111'],
  aiTeammateId: '77',
} as const;
const acme = { workspace: 'acme', connections: [connection] };

const problemsOf = (outcome: PutOutcome) => (outcome.kind === 'refused' ? outcome.problems : []);

describe('a change of settings', () => {
  it('says who made it, when and why, to every reader', async () => {
    const settings = await start();
    await settings.put(acme, { changedBy: 'ann', reason: 'first set-up' });
    await settings.put(
      { ...acme, rules: { enabled: false } },
      { changedBy: 'bob', reason: 'stop' },
    );
    const history = (await start()).history('acme');
    expect(history).toMatchObject([
      { version: 1, change: { changedBy: 'ann', reason: 'first set-up' } },
      { version: 2, change: { changedBy: 'bob', reason: 'stop', at: expect.any(Number) } },
    ]);
  });

  it('is refused when another version is in force than the one looked at', async () => {
    const settings = await start();
    expect(await settings.put(acme, { expectedVersion: 1 })).toEqual({
      kind: 'conflict',
      current: 0,
    });
    await settings.put(acme, { expectedVersion: 0 });
    const late = { ...acme, rules: { enabled: false } };
    expect(await settings.put(late, { expectedVersion: 0 })).toEqual({
      kind: 'conflict',
      current: 1,
    });
    expect(settings.current('acme')).toMatchObject({ version: 1, rules: { enabled: true } });
  });

  it('made twice at once from the same version has one winner', async () => {
    const [one, other] = [await start(), await start()];
    await one.put(acme);
    const outcomes = await Promise.all([
      one.put({ ...acme, rules: { confidenceFloor: 0.6 } }, { expectedVersion: 1 }),
      other.put({ ...acme, rules: { confidenceFloor: 0.7 } }, { expectedVersion: 1 }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'stored']);
  });

  it('can be tried without being made', async () => {
    const settings = await start();
    const tried = await settings.put(acme, { dryRun: true });
    expect(tried).toMatchObject({ kind: 'stored', settings: { version: 1 } });
    expect(settings.current('acme')).toBeNull();
    expect(broker.records(TOPICS.settings).flat()).toEqual([]);
  });

  it('is shown field by field, secrets by their masks', async () => {
    const settings = await start();
    await settings.put(acme);
    await settings.put({
      workspace: 'acme',
      rules: { waitMs: { email: 1 }, topics: { known: [{ name: 'vip', phrases: ['vip'] }] } },
      connections: [{ ...connection, accessToken: 'access-token-BBBB', appId: 'app' }],
    });
    const [first, second] = settings.history('acme');
    expect(diffSettings(first!, second!)).toEqual([
      { field: 'connections.intercom.accessToken', from: '••••AAAA', to: '••••BBBB' },
      { field: 'connections.intercom.appId', from: null, to: 'app' },
      { field: 'rules.topics.known', from: [], to: [{ name: 'vip', phrases: ['vip'] }] },
      { field: 'rules.waitMs.email', from: 30_000, to: 1 },
    ]);
  });

  it('is taken back by a new version, with the secrets of now', async () => {
    const settings = await start();
    await settings.put(acme);
    const rotated = { ...connection, accessToken: 'access-token-BBBB' };
    await settings.put({ workspace: 'acme', rules: { enabled: false }, connections: [rotated] });
    const outcome = await settings.rollBack('acme', 1, { changedBy: 'ann', reason: 'too quiet' });
    expect(outcome).toMatchObject({
      kind: 'stored',
      settings: {
        version: 3,
        change: { rolledBackTo: 1, changedBy: 'ann' },
        rules: { version: 3 },
      },
    });
    expect(settings.current('acme')).toMatchObject({
      rules: { enabled: true },
      connections: [{ accessToken: 'access-token-BBBB' }],
    });
    expect(problemsOf(await settings.rollBack('acme', 9))).toEqual([
      { field: 'version', expected: 'a version from 1 to 3', found: '9' },
    ]);
  });
});

describe('a record of an older version of the software', () => {
  it('gets defaults for the rules it did not know', async () => {
    await (await start()).put(acme);
    const [record] = broker.records(TOPICS.settings).flat();
    const {
      changedBy: _,
      reason: __,
      ...stored
    } = JSON.parse(new TextDecoder().decode(record!.value!)) as Record<string, unknown>;
    const rules = { version: 2, enabled: false, waitMs: { web: 1, email: 2 }, longGone: 1 };
    const value = new TextEncoder().encode(JSON.stringify({ ...stored, version: 2, rules }));
    await logOf().publish([{ ...record!, key: `${record!.key}-old`, value }]);
    expect((await start()).current('acme')).toMatchObject({
      version: 2,
      change: { changedBy: 'unknown', reason: '' },
      rules: {
        version: 2,
        enabled: false,
        waitMs: { web: 1, email: 2, chat: 4_000 },
        handoff: { tag: 'deskstream_handed_off' },
        watchdogMs: 600_000,
      },
    });
  });
});

describe('secrets', () => {
  it('are shown by their last four, short ones not at all, and written back unchanged', async () => {
    const settings = await start();
    await settings.put({ ...acme, connections: [{ ...connection, signingSecrets: ['ab', 'cd'] }] });
    const shown = maskedSettings(settings.current('acme')!);
    expect(shown.connections).toMatchObject([
      { accessToken: '••••AAAA', signingSecrets: ['••••', '••••'] },
    ]);
    expect(await settings.put(shown)).toMatchObject({ kind: 'unchanged' });
    const { accessToken: _, signingSecrets: __, ...open } = connection;
    expect(await settings.put({ ...acme, connections: [open] })).toMatchObject({
      kind: 'unchanged',
    });
  });

  it('must be given the first time, and not as the mask of another one', async () => {
    const settings = await start();
    const { accessToken: _, signingSecrets: __, ...open } = connection;
    expect(problemsOf(await settings.put({ ...acme, connections: [open] }))).toEqual([
      { field: 'connections.0.accessToken', expected: 'a value', found: 'nothing' },
      { field: 'connections.0.signingSecrets', expected: 'a value', found: 'nothing' },
    ]);
    const wrong = { ...connection, accessToken: '••••ZZZZ' };
    expect(problemsOf(await settings.put({ ...acme, connections: [wrong] }))).toMatchObject([
      { field: 'connections.0.accessToken', found: 'a mask that fits none' },
    ]);
  });

  it('rotate: the new one beside the old one, which is retired later', async () => {
    const settings = await start();
    await settings.put(acme);
    const name = { workspace: 'acme', vendor: 'intercom' };
    await settings.changeSecrets(name, { addSigningSecret: 'signing-secret-2222' });
    expect(settings.connection('acme', 'intercom')?.signingSecrets).toEqual([
      'signing-secret-2222',
      'signing-secret-1111',
    ]);
    await settings.changeSecrets(name, { retireSigningSecret: '••••1111' });
    expect(settings.connection('acme', 'intercom')?.signingSecrets).toEqual([
      'signing-secret-2222',
    ]);
    const last = await settings.changeSecrets(name, { retireSigningSecret: '••••2222' });
    expect(problemsOf(last)).toMatchObject([
      { field: 'retireSigningSecret', found: 'the last one' },
    ]);
    expect(
      problemsOf(await settings.changeSecrets({ ...name, vendor: 'front' }, { accessToken: 'x' })),
    ).toMatchObject([{ field: 'vendor', found: 'front' }]);
  });

  it('are sealed again with a new key, after which the old one is not needed', async () => {
    const settings = await start();
    await settings.put(acme, { changedBy: 'ann' });
    await settings.put({ ...acme, rules: { enabled: false } });
    await expect(start(newKey)).rejects.toMatchObject({ code: 'SETTINGS.SEAL_BROKEN' });
    const both = await start([newKey, oldKey]);
    const sealer = createSealer(newKey);
    expect(await resealSettings(logOf(), both, sealer)).toEqual({ versions: 2, removed: 2 });
    expect(await resealSettings(logOf(), both, sealer)).toEqual({ versions: 2, removed: 0 });
    expect((await start(newKey)).history('acme')).toEqual(settings.history('acme'));
    await expect(start(new Uint8Array(32))).rejects.toMatchObject({ code: 'SETTINGS.SEAL_BROKEN' });
  });

  it('are opened by any of the keys that are named while the key is changed', () => {
    const text = [newKey, oldKey].map((key) => Buffer.from(key).toString('base64')).join(',');
    const sealed = createSealer(oldKey).seal('s', 'acme/intercom');
    expect(createSealer(parseSecretKeys(text)).open(sealed, 'acme/intercom')).toBe('s');
  });
});
