import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { hubspotWebhooks } from '@deskstream/adapter-vendor-hubspot';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { InfraError, noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Telemetry } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import { defaultLimits } from './limits';
import { acceptWebhook } from './pipeline';

const SECRET = 'client-secret-for-tests';

const setUp = async (telemetry: Telemetry = noTelemetry) => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(2));
  const real = createMemoryEventLog({ clock: systemClock, broker });
  const sealer = createSealer(new Uint8Array(32));
  const settings = await startSettings({ log: real, clock: systemClock, sealer, logger: noLogger });
  await settings.put({
    workspace: 'acme',
    connections: [
      {
        vendor: 'intercom',
        apiBaseUrl: 'http://x',
        accessToken: 't',
        signingSecrets: [SECRET],
        aiTeammateId: 'ai-7',
      },
      {
        vendor: 'hubspot',
        apiBaseUrl: 'http://x',
        accessToken: 't',
        signingSecrets: [SECRET],
        aiTeammateId: '55501',
        externalWorkspaceId: '1',
      },
    ],
  });
  await settings.stop();
  const state: { fails: string | null } = { fails: null };
  const publish: EventLog['publish'] = async (drafts) => {
    const positions = await real.publish(drafts);
    if (state.fails !== null) throw new InfraError(state.fails, 'planted', true);
    return positions;
  };
  const log: EventLog = Object.assign(Object.create(real) as EventLog, { publish });
  const accept = acceptWebhook({
    log,
    clock: systemClock,
    settings,
    vendors: [intercomWebhooks, hubspotWebhooks],
    telemetry,
    logger: noLogger,
    limits: defaultLimits,
  });
  return { accept, broker, state };
};

const signed = (body: Uint8Array) => ({
  'content-type': 'application/json',
  'x-hub-signature': `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`,
});

const request = (text: string) => {
  const body = new TextEncoder().encode(text);
  return {
    vendor: 'intercom',
    workspace: 'acme',
    method: 'POST',
    url: '/',
    headers: signed(body),
    body,
  };
};

describe('accepting a webhook', () => {
  it('never answers 410, nor anything else that is not in its contract, whatever comes (S117)', async () => {
    const { accept, state } = await setUp();
    const json = fc.oneof(
      fc.json(),
      fc
        .record({
          topic: fc.constantFrom('ping', 'conversation.deleted', 'nonsense', null),
          id: fc.json(),
        })
        .map((value) => JSON.stringify(value)),
      fc.string(),
    );
    const headers = fc.record(
      {
        'content-type': fc.constantFrom('application/json', 'text/plain'),
        'x-hub-signature': fc.string(),
      },
      { requiredKeys: [] },
    );
    const requests = fc.record({
      vendor: fc.constantFrom('intercom', 'front', ''),
      workspace: fc.constantFrom('acme', 'other', '__proto__'),
      method: fc.constantFrom('POST', 'GET', 'HEAD', 'PUT', 'BREW'),
      text: json,
      headers: fc.option(headers),
      fails: fc.constantFrom(
        null,
        'EVENT_LOG.UNAVAILABLE',
        'EVENT_LOG.FULL',
        'EVENT_LOG.TOO_LARGE',
        'OTHER',
      ),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ text, headers: given, fails, ...rest }) => {
        state.fails = fails;
        const genuine = request(text);
        const { status, headers: sent } = await accept({
          ...genuine,
          ...rest,
          headers: given ?? genuine.headers,
        });
        expect([200, 400, 404, 405, 413, 415, 503]).toContain(status);
        if (status !== 200) expect(sent['content-type']).toBe('application/problem+json');
      }),
      { numRuns: 300 },
    );
  });

  it('says 503 when the acknowledgement is lost, though the record may be stored', async () => {
    const { accept, broker, state } = await setUp();
    const sent = request(
      '{"topic":"conversation.deleted","id":"n1","data":{"item":{"conversation_id":"7"}}}',
    );
    state.fails = 'EVENT_LOG.UNAVAILABLE';
    expect(await accept(sent)).toMatchObject({ status: 503 });
    state.fails = null;
    expect(await accept(sent)).toMatchObject({ status: 200 });
    const ids = broker
      .records(TOPICS.webhooks)
      .flat()
      .map(({ headers }) => headers['ce_id']);
    expect(new Set(ids).size).toBe(1);
  });

  it('stores the trace context of the step that wrote the record', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traced: Telemetry = {
      ...noTelemetry,
      step: (_name, _options, work) => work({ traceparent, set: () => undefined }),
    };
    const { accept, broker } = await setUp(traced);
    await accept(request('{"topic":"contact.deleted","id":"n1"}'));
    expect(broker.records(TOPICS.webhooks).flat()).toMatchObject([{ headers: { traceparent } }]);
  });

  it('keeps the known deliveries of a batch and counts the rest', async () => {
    const counted: string[] = [];
    const counting: Telemetry = {
      ...noTelemetry,
      count: (name, by, attributes) =>
        counted.push(`${name} ${by} ${attributes?.['reason'] ?? ''}`),
    };
    const { accept, broker } = await setUp(counting);
    const sent = (...topics: string[]) =>
      batch(topics.map((subscriptionType) => ({ subscriptionType, portalId: 1, objectId: 7 })));
    const mixed = sent('conversation.deletion', 'conversation.invented', 'conversation.creation');
    expect(await accept(mixed)).toMatchObject({ status: 200 });
    expect(broker.records(TOPICS.webhooks).flat()).toHaveLength(2);
    expect(counted).toContain('deskstream.deliveries.dropped 1 unknown-topic');
    expect(await accept(sent('conversation.invented'))).toMatchObject({
      status: 200,
      body: '{"accepted":[]}',
    });
    expect(broker.records(TOPICS.webhooks).flat()).toHaveLength(2);
  });
});

/** A request of HubSpot's, which holds many events. */
const batch = (events: readonly object[]) => {
  const sent = request(JSON.stringify(events));
  const headers = {
    'content-type': 'application/json',
    'x-hubspot-signature-version': 'v1',
    'x-hubspot-signature': createHash('sha256').update(SECRET).update(sent.body).digest('hex'),
  };
  return { ...sent, vendor: 'hubspot', headers };
};
