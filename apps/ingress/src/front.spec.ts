import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryBroker } from '@deskstream/adapter-event-log-memory';
import { frontWebhooks } from '@deskstream/adapter-vendor-front';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { RunningIngress } from './start-ingress';
import { startIngress } from './start-ingress';

const KEY = 'signing-key';
const APPLICATION = '/webhooks/front/acme';
const RULE = '/webhooks/front/acme/rule';

let broker: MemoryBroker;
let settings: RunningSettings;
let ingress: RunningIngress;

beforeEach(async () => {
  broker = createMemoryBroker();
  broker.provision(topicCatalogue(2));
  const log = createMemoryEventLog({ clock: systemClock, broker });
  const sealer = createSealer(new Uint8Array(32));
  const base = { log, clock: systemClock, logger: noLogger };
  settings = await startSettings({ ...base, sealer });
  await settings.put({
    workspace: 'acme',
    connections: [
      {
        vendor: 'front',
        apiBaseUrl: 'http://127.0.0.1:1',
        accessToken: 't',
        signingSecrets: [KEY],
        aiTeammateId: 'tea_9',
      },
    ],
  });
  const vendors = [frontWebhooks];
  ingress = await startIngress({ ...base, settings, vendors, telemetry: noTelemetry, port: 0 });
});

afterEach(async () => {
  await ingress.stop();
  await settings.stop();
});

const event = {
  id: 'evt_1',
  type: 'archive',
  emitted_at: 1_790_000_000,
  conversation: { id: 'cnv_1' },
};

const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const text = JSON.stringify(body);
  const now = String(Date.now());
  const isRule = path.endsWith('/rule');
  const signed = isRule
    ? createHmac('sha1', KEY).update(text)
    : createHmac('sha256', KEY).update(`${now}:${text}`);
  const response = await fetch(`${ingress.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-front-signature': signed.digest('base64'),
      ...(isRule ? {} : { 'x-front-request-timestamp': now }),
      ...headers,
    },
    body: text,
  });
  return `${response.status} ${response.headers.get('content-type') ?? ''} ${await response.text()}`;
};

const stored = () => broker.records(TOPICS.webhooks).flat();

describe('webhooks of Front', () => {
  it('of an application are taken at the address of the workspace', async () => {
    const body = { authorization: { id: 'cmp_1' }, type: 'conversation_archived', payload: event };
    expect(await post(APPLICATION, body)).toMatch(/^200 .*evt_1/);
    expect(stored()).toMatchObject([{ key: 'acme/front/cnv_1' }]);
  });

  it('of a rule are taken at an address of their own', async () => {
    expect(await post(RULE, event)).toMatch(/^200 .*evt_1/);
    expect(stored()).toMatchObject([{ key: 'acme/front/cnv_1' }]);
  });

  it('are refused at the address of the other', async () => {
    const signature = createHmac('sha1', KEY).update(JSON.stringify(event)).digest('base64');
    const headers = { 'x-front-signature': signature };
    expect(await post(APPLICATION, event, headers)).toMatch(/^400 .*SIGNATURE\.SCHEME/);
    expect(stored()).toEqual([]);
  });

  it('a challenge comes back as text, and is not kept', async () => {
    const sync = { authorization: { id: 'cmp_1' }, type: 'sync' };
    expect(await post(APPLICATION, sync, { 'x-front-challenge': 'abc' })).toMatch(
      /^200 text\/plain\S* ?(charset\S+ )?abc$/,
    );
    expect(stored()).toEqual([]);
  });

  it('no other vendor has an address for rules', async () => {
    expect(await post('/webhooks/intercom/acme/rule', event)).toMatch(/^404 .*ADDRESS\.UNKNOWN/);
  });
});
