import { connect } from 'node:net';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { InfraError, Telemetry } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { EventLog } from '@deskstream/port-event-log';
import { withPublish } from '@deskstream/port-event-log';
import { startIngress } from '../start-ingress';
import type { IngressOptions, RunningIngress } from '../start-ingress';
import { SECRET, sign } from './notification';

export interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

export type IngressWorld = Awaited<ReturnType<typeof openIngressWorld>>;

/** An ingress on a memory log, with one workspace that is connected to Intercom. */
export const openIngressWorld = async () => {
  const counted: string[] = [];
  let refusal: InfraError | null = null;
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(4));
  const log = moody(createMemoryEventLog({ clock: systemClock, broker }), () => refusal);
  const telemetry: Telemetry = {
    ...noTelemetry,
    count: (metric, _by, labels) =>
      counted.push(`${metric} ${Object.values(labels ?? {}).join(' ')}`),
  };
  const sealer = createSealer(new Uint8Array(32));
  const settings = await startSettings({ log, clock: systemClock, sealer, logger: noLogger });
  await settings.put({ workspace: 'acme', connections: [connection] });
  const start = (options: Partial<IngressOptions> = {}): Promise<RunningIngress> =>
    startIngress({
      ...{ log, settings, telemetry, clock: systemClock, logger: noLogger, port: 0 },
      vendors: [intercomWebhooks],
      ...options,
    });
  let ingress = await start();

  return {
    ...{ log, counted, start },
    url: () => ingress.url,
    /** What every write from now on ends with. */
    refuse: (error: InfraError) => void (refusal = error),
    restart: async (options: Partial<IngressOptions>) => {
      await ingress.stop();
      ingress = await start(options);
    },
    stored: () => broker.records(TOPICS.webhooks).flat(),
    post: (body: string | Uint8Array, sent?: Sent) => post(ingress.url, body, sent),
    raw: (text: string) => raw(ingress.url, text),
    close: async () => {
      await ingress.stop();
      await settings.stop();
    },
  };
};

/** The log as it is when the broker is away: a write ends with the refusal. */
const moody = (real: EventLog, refusal: () => InfraError | null): EventLog =>
  withPublish(real, async (drafts) => {
    const because = refusal();
    if (because !== null) throw because;
    return real.publish(drafts);
  });

const connection = {
  vendor: 'intercom',
  apiBaseUrl: 'http://127.0.0.1:1',
  accessToken: 't',
  signingSecrets: [SECRET],
  aiTeammateId: 'ai-7',
};

const post = async (
  url: string,
  body: string | Uint8Array,
  { path, method, headers }: Sent = {},
) => {
  const response = await fetch(`${url}${path ?? '/webhooks/intercom/acme'}`, {
    method: method ?? 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': sign(body), ...headers },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: body as BodyInit }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  return { status: response.status, type, text, headers: response.headers };
};

/** Bytes as they are, and all that comes back. */
const raw = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
