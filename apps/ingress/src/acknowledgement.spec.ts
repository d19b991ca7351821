import { createHmac } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Clock, Telemetry } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import { defaultLimits } from './limits';
import { acceptWebhook } from './pipeline';

const SECRET = 'client-secret-for-tests';
const VENDOR_TIMEOUT_MS = 5_000;

/** Ingress asks for connections only. */
const NO_RULES = {} as WorkspaceSettings['rules'];

const settings: Settings = {
  current: (workspace) => ({
    workspace,
    version: 1,
    rules: NO_RULES,
    connections: [],
  }),
  connection: (workspace) => ({
    workspace,
    vendor: 'intercom',
    apiBaseUrl: 'http://127.0.0.1:1',
    accessToken: 'token',
    aiTeammateId: '1',
    signingSecrets: [SECRET],
  }),
  all: () => [],
};

/** Every wait is over at once; how long it was is kept. */
const jumpingClock = (): Clock & { readonly passed: () => number } => {
  let now = 1_790_000_000_000;
  const start = now;
  return {
    now: () => now,
    sleep: async (ms) => {
      await Promise.resolve();
      now += ms;
    },
    passed: () => now - start,
  };
};

const setUp = (
  changed: {
    clock?: Clock;
    publish?: EventLog['publish'];
    telemetry?: Telemetry;
    settings?: Partial<Settings>;
  } = {},
) => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  const real = createMemoryEventLog({ clock: systemClock, broker });
  const asked: string[] = [];
  const log: EventLog = new Proxy(real, {
    get: (target, name: keyof EventLog) => {
      asked.push(name);
      if (name === 'publish' && changed.publish) return changed.publish;
      return (...args: readonly never[]) => Reflect.apply(target[name], target, args) as unknown;
    },
  });
  const { clock = systemClock, telemetry = noTelemetry } = changed;
  const vendors = [intercomWebhooks];
  const known = { ...settings, ...changed.settings };
  const deps = { log, clock, settings: known, vendors, telemetry, logger: noLogger };
  return {
    accept: acceptWebhook({ ...deps, limits: defaultLimits }),
    asked,
    stored: () => broker.records(TOPICS.webhooks).flat(),
    inputs: () => broker.records(TOPICS.inputs).flat(),
  };
};

const delivery = (topic = 'conversation.user.replied', attempt = 1) => {
  const item = { type: 'conversation', id: '7' };
  const told = { type: 'notification_event', id: 'n1', topic, delivery_attempts: attempt };
  const body = new TextEncoder().encode(JSON.stringify({ ...told, data: { item } }));
  const signature = createHmac('sha1', SECRET).update(body).digest('hex');
  return {
    vendor: 'intercom',
    workspace: 'acme',
    method: 'POST',
    url: '/webhooks/intercom/acme',
    headers: { 'content-type': 'application/json', 'x-hub-signature': `sha1=${signature}` },
    body,
  };
};

describe('200', () => {
  it('is not said before the append is durable (S111)', async () => {
    let durable: () => void = () => undefined;
    let answered = false;
    const appended = new Promise<void>((resolve) => (durable = resolve));
    const { accept } = setUp({ publish: () => appended.then(() => []) });
    const answer = accept(delivery()).then((given) => {
      answered = true;
      return given;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    durable();
    expect(await answer).toMatchObject({ status: 200 });
  });

  it('is said though nobody processes yet, and its time is measured apart (S053)', async () => {
    const measured: string[] = [];
    const telemetry: Telemetry = { ...noTelemetry, observe: (name) => measured.push(name) };
    const { accept, stored, inputs } = setUp({ telemetry });
    expect(await accept(delivery())).toMatchObject({ status: 200 });
    expect([stored().length, inputs().length]).toEqual([1, 0]);
    expect(measured).toContain('deskstream.webhooks.accept.duration');
  });

  it('takes one append to the log: no vendor, model or database is asked (S118)', async () => {
    const opened: unknown[] = [];
    const open = (message: unknown) => opened.push(message);
    const { accept, asked } = setUp();
    subscribe('net.client.socket', open);
    await accept(delivery());
    unsubscribe('net.client.socket', open);
    expect([asked, opened]).toEqual([['publish'], []]);
  });
});

describe('an answer', () => {
  it('comes well before the vendor gives up after 5 s, even when the log says nothing (S113)', async () => {
    const clock = jumpingClock();
    const { accept } = setUp({ clock, publish: () => new Promise(() => undefined) });
    expect(await accept(delivery())).toMatchObject({ status: 503 });
    expect(clock.passed()).toBeGreaterThan(0);
    expect(clock.passed()).toBeLessThanOrEqual(0.8 * VENDOR_TIMEOUT_MS);
  });
});

describe('an address that is not known', () => {
  const nobody = { current: () => null, connection: () => null };

  it.each([
    ['is 404', true, 404, 'WORKSPACE.UNKNOWN'],
    ['is 503 while settings cannot be read: it may be new', false, 503, 'SETTINGS.UNAVAILABLE'],
  ])('%s', async (_what, upToDate, status, code) => {
    const { accept } = setUp({ settings: { ...nobody, upToDate: () => upToDate } });
    const answer = await accept(delivery());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ code });
    expect(answer.headers['retry-after']).toBe(upToDate ? undefined : '5');
  });

  it('is taken when it is known, however old the settings are', async () => {
    const { accept } = setUp({ settings: { upToDate: () => false } });
    expect(await accept(delivery())).toMatchObject({ status: 200 });
  });
});

describe('how often the vendor had to try', () => {
  it('is measured for each delivery that is accepted (S020)', async () => {
    const seen: string[] = [];
    const telemetry: Telemetry = {
      ...noTelemetry,
      observe: (name, value, labels) => seen.push(`${name} ${value} ${String(labels?.['vendor'])}`),
    };
    const { accept } = setUp({ telemetry });
    for (const attempt of [1, 4]) await accept(delivery('conversation.user.replied', attempt));
    expect(seen.filter((each) => each.includes('.attempt'))).toEqual([
      'deskstream.webhooks.attempt 1 intercom',
      'deskstream.webhooks.attempt 4 intercom',
    ]);
  });
});

describe('topics', () => {
  it.each([
    'conversation.user.created',
    'conversation.user.replied',
    'conversation.admin.replied',
    'conversation.admin.assigned',
    'conversation.admin.closed',
    'user.created',
    'contact.created',
  ])('of either set of subscriptions are kept: %s (S104)', async (topic) => {
    const { accept, stored } = setUp();
    expect(await accept(delivery(topic))).toMatchObject({ status: 200 });
    expect(stored().map(({ headers }) => headers['ce_vendortopic'])).toEqual([topic]);
  });

  it.each(['conversation.user', 'conversation.user.replied2', 'CONVERSATION.USER.REPLIED', 'x'])(
    'that the list does not name are acknowledged, logged and dropped: %s (S104, S105)',
    async (topic) => {
      const counted: string[] = [];
      const telemetry: Telemetry = {
        ...noTelemetry,
        count: (name, _by, labels) => counted.push(`${name} ${labels?.['reason'] ?? ''}`),
      };
      const { accept, stored } = setUp({ telemetry });
      expect(await accept(delivery(topic))).toMatchObject({
        status: 200,
        body: '{"ignored":"unknown-topic"}',
      });
      expect(stored()).toEqual([]);
      expect(counted).toContain('deskstream.deliveries.dropped unknown-topic');
    },
  );
});
