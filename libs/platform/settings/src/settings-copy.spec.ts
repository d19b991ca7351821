import { afterEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { topicCatalogue } from '@deskstream/contracts';
import { InfraError, noLogger, systemClock } from '@deskstream/kernel';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import type { SettingsCopy } from '@deskstream/port-settings';
import { resealSettings } from './reseal';
import { createSealer } from './secrets/sealer';
import type { RunningSettings } from './start-settings';
import { startSettings } from './start-settings';

const [oldKey, newKey] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)];
const away = new InfraError('EVENT_LOG.UNAVAILABLE', 'no broker at b:9092', true);

const copyInMemory = () => {
  let kept: readonly LogRecord[] = [];
  const state: { failure: Error | null } = { failure: null };
  const copy: SettingsCopy = {
    load: () => (state.failure === null ? Promise.resolve(kept) : Promise.reject(state.failure)),
    keep: ({ from, to, records, removed }) => {
      if (state.failure !== null) return Promise.reject(state.failure);
      const gone = new Set([...removed, ...records.map((record) => record.key)]);
      const stays = ({ offset, key }: LogRecord) =>
        offset >= to || (offset < from && !gone.has(key));
      kept = [...kept.filter(stays), ...records];
      return Promise.resolve();
    },
  };
  return { copy, state, kept: () => kept };
};

const brokerWithTopics = (): MemoryBroker => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(4));
  return broker;
};

/** A log that can be away. */
const world = (broker = brokerWithTopics()) => {
  const memory = createMemoryEventLog({ clock: systemClock, broker });
  const state = { away: false };
  const log: EventLog = {
    ...memory,
    publish: (drafts) => (state.away ? Promise.reject(away) : memory.publish(drafts)),
    readTopic: (range) => memory.readTopic(range),
    ends: (topic) => (state.away ? Promise.reject(away) : memory.ends(topic)),
  };
  return { log, state };
};

const running: RunningSettings[] = [];
const start = async (log: EventLog, copy: SettingsCopy, keys = [oldKey], pollMs = 5) => {
  const sealer = createSealer(keys);
  const deps = { log, copy, sealer, clock: systemClock, logger: noLogger, pollMs };
  const settings = await startSettings(deps);
  running.push(settings);
  return settings;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((settings) => settings.stop()));
});

const acme = (enabled: boolean) => ({
  workspace: 'acme',
  rules: { enabled },
  connections: [
    {
      vendor: 'intercom',
      apiBaseUrl: 'http://127.0.0.1:4020/intercom',
      accessToken: 'tok-very-secret',
      signingSecrets: ['sign-very-secret'],
      aiTeammateId: '7700999',
    },
  ],
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let nth = 0; nth < 1_000 && !holds(); nth += 1) await systemClock.sleep(5);
  expect(holds()).toBe(true);
};

describe('settings with a copy', () => {
  it('are there while the log is away, secrets too, and say that they are of the copy', async () => {
    const { log, state } = world();
    const { copy, kept } = copyInMemory();
    await (await start(log, copy)).put(acme(true));
    expect(kept().length).toBe(1);
    expect(String(kept()[0]?.value)).not.toContain('sign-very-secret');
    state.away = true;
    const settings = await start(log, copy);
    expect(settings.connection('acme', 'intercom')?.signingSecrets).toEqual(['sign-very-secret']);
    expect(settings.ready()).toMatchObject({ ok: true, note: expect.stringMatching(/copy/) });
    expect(settings.upToDate?.()).toBe(false);
    await expect(settings.put(acme(false))).rejects.toBe(away);
    state.away = false;
    await until(() => settings.upToDate?.() === true);
    expect(settings.ready()).toEqual({ ok: true });
  });

  it('are those of the log alone once it was read', async () => {
    const { log, state } = world();
    const { copy } = copyInMemory();
    const before = await start(log, copy);
    await before.put(acme(true));
    await before.put(acme(false));
    const other = world();
    await (await start(other.log, copyInMemory().copy)).put(acme(true));
    other.state.away = state.away = true;
    const settings = await start(other.log, copy);
    expect(settings.current('acme')?.version).toBe(2);
    other.state.away = false;
    await until(() => settings.upToDate?.() === true);
    expect(settings.history('acme').map(({ version }) => version)).toEqual([1]);
  });

  it('that were never copied are waited for', async () => {
    const { log, state } = world();
    const { copy, state: copying } = copyInMemory();
    state.away = true;
    await expect(start(log, copy)).rejects.toMatchObject({
      code: 'SETTINGS.UNAVAILABLE',
      transient: true,
      message: expect.stringMatching(/no broker at b:9092.*nothing was copied yet/) as unknown,
    });
    copying.failure = new Error('no PostgreSQL');
    await expect(start(log, copy)).rejects.toMatchObject({ transient: true });
  });

  it('are copied later when the copy could not be written', async () => {
    const { log } = world();
    const { copy, state, kept } = copyInMemory();
    state.failure = new Error('no PostgreSQL');
    const settings = await start(log, copy);
    await settings.put(acme(true));
    await settings.put(acme(false));
    expect(settings.current('acme')?.version).toBe(2);
    state.failure = null;
    await until(() => kept().length === 2);
  });

  it('leave nothing of an old key in the copy, which needs that key no more', async () => {
    const { log, state } = world();
    const { copy, kept } = copyInMemory();
    await (await start(log, copy, [oldKey])).put(acme(true));
    const settings = await start(log, copy, [newKey, oldKey]);
    await resealSettings(log, settings, createSealer([newKey]));
    await settings.refresh();
    expect(kept().length).toBe(1);
    state.away = true;
    expect((await start(log, copy, [newKey])).current('acme')?.version).toBe(1);
    await expect(start(log, copy, [oldKey])).rejects.toMatchObject({ transient: true });
  });
});
