import { afterEach, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { IngressOptions, RunningIngress } from './start-ingress';
import { startIngress } from './start-ingress';

const open: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop();
});

const start = async (options: Partial<IngressOptions>): Promise<RunningIngress> => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  const log = createMemoryEventLog({ clock: systemClock, broker });
  open.push({ stop: () => log.close() });
  const sealer = createSealer(new Uint8Array(32));
  const settings = await startSettings({ log, clock: systemClock, sealer, logger: noLogger });
  open.push(settings);
  const apiBaseUrl = 'http://127.0.0.1:1';
  const secrets = { accessToken: 't', signingSecrets: ['s'], aiTeammateId: 'ai-7' };
  await settings.put({
    workspace: 'acme',
    connections: [{ vendor: 'intercom', apiBaseUrl, ...secrets }],
  });
  const ingress = await startIngress({
    log,
    clock: systemClock,
    settings,
    vendors: [intercomWebhooks],
    telemetry: noTelemetry,
    logger: noLogger,
    port: 0,
    ...options,
  });
  open.push(ingress);
  return ingress;
};

const knock = async ({ url }: RunningIngress, forwardedFor?: string): Promise<number> => {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  const answer = await fetch(`${url}/webhooks/intercom/acme`, { method: 'HEAD', headers });
  return answer.status;
};

const onlyIntercom = (_vendor: string, address: string): boolean => address === '192.0.2.7';

it('takes webhooks from anywhere unless it is told otherwise', async () => {
  expect(await knock(await start({}))).toBe(200);
});

it("keeps everybody out who is not on the vendor's list (S119)", async () => {
  const ingress = await start({ allows: onlyIntercom });
  expect(await knock(ingress)).toBe(403);
  const answer = await fetch(`${ingress.url}/webhooks/intercom/acme`, { method: 'POST' });
  expect(await answer.json()).toMatchObject({ code: 'SENDER.NOT_ALLOWED', status: 403 });
});

it('does not believe what a client says of itself', async () => {
  expect(await knock(await start({ allows: onlyIntercom }), '192.0.2.7')).toBe(403);
});

it('sees through the proxies that are trusted, and no further', async () => {
  const ingress = await start({ allows: onlyIntercom, trustedProxies: ['127.0.0.1'] });
  expect(await knock(ingress, '192.0.2.7')).toBe(200);
  expect(await knock(ingress, '192.0.2.7, 203.0.113.9')).toBe(403);
});

it('asks about the vendor that it is', async () => {
  expect(await knock(await start({ allows: (vendor) => vendor !== 'front' }))).toBe(200);
});
