import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { startDedup } from '@deskstream/app-dedup';
import { startIngress } from '@deskstream/app-ingress';
import { vendorWebhooks } from '@deskstream/composition';
import { decodeInput, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry, parsePartitionKey, systemClock } from '@deskstream/kernel';
import type { Settings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';
import { DEDUP_GROUP } from '@deskstream/app-dedup';
import { until } from '@deskstream/testing-harness';
import type { Vendor } from './workspace';
import { SECRETS } from './workspace';

/** Ingress over HTTP and dedup behind it; any workspace is connected to every vendor. */
export interface FrontDoor {
  readonly url: string;
  /** Types of the inputs that came of the workspace's deliveries, once all are read. */
  inputsOf(workspace: string): Promise<readonly string[]>;
  accepted(workspace: string): number;
  stop(): Promise<void>;
}

export interface DoorOptions {
  /** What the vendor's connection is; the public address is the local one unless told. */
  connectionOf(vendor: Vendor, workspace: string, url: string): Partial<VendorConnection>;
}

export const openDoor = async ({ connectionOf }: DoorOptions): Promise<FrontDoor> => {
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  let url = '';
  const connection = (workspace: string, vendor: string): VendorConnection => ({
    workspace,
    vendor: vendor as Vendor,
    apiBaseUrl: 'http://127.0.0.1:1',
    accessToken: 'token',
    aiTeammateId: '1',
    signingSecrets: [SECRETS[vendor as Vendor]],
    ...connectionOf(vendor as Vendor, workspace, url),
  });
  const settings: Settings = {
    current: (workspace) => ({
      workspace,
      version: 1,
      rules: defaultConversationSettings,
      connections: [],
    }),
    connection,
    all: () => [],
  };
  const clock = systemClock;
  const log = createMemoryEventLog({ broker, clock });
  const deps = { log, clock, settings, telemetry: noTelemetry, logger: noLogger };
  const ingress = await startIngress({ ...deps, vendors: vendorWebhooks, port: 0 });
  const dedup = await startDedup({ ...deps, vendors: vendorWebhooks });
  url = ingress.url;
  const of = (topic: string, workspace: string) =>
    broker
      .records(topic)
      .flat()
      .filter(({ key }) => parsePartitionKey(key)?.workspace === workspace);
  const unread = () =>
    broker
      .ends(TOPICS.webhooks)
      .some(
        ({ partition, end }) =>
          broker.group(DEDUP_GROUP, TOPICS.webhooks).position(partition) < end,
      );
  return {
    url,
    accepted: (workspace) => of(TOPICS.webhooks, workspace).length,
    inputsOf: async (workspace) => {
      await until(() => !unread(), { everyMs: 5, describe: () => 'dedup has not read everything' });
      return of(TOPICS.inputs, workspace).flatMap((record) => {
        const decoded = decodeInput(record);
        return decoded.ok ? [decoded.value.input.type] : [];
      });
    },
    stop: async () => {
      await ingress.stop();
      await dedup.stop();
    },
  };
};
