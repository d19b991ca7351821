import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import { createFrontApi } from '@deskstream/adapter-vendor-front';
import { createHubspotApi } from '@deskstream/adapter-vendor-hubspot';
import { createIntercomApi } from '@deskstream/adapter-vendor-intercom';
import { startDedup } from '@deskstream/app-dedup';
import type { FaultRule, RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDispatcher } from '@deskstream/app-dispatcher';
import { startIngress } from '@deskstream/app-ingress';
import {
  startDecide,
  startReasoning,
  startStreamIndex,
  startTimers,
} from '@deskstream/app-orchestrator';
import { vendorWebhooks } from '@deskstream/composition';
import { topicCatalogue } from '@deskstream/contracts';
import type { RulesDraft } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import { scriptedAnswerer } from './answerer';
import type { Recorder } from './calls';
import { recordingPool } from './calls';
import { fastClock } from './clock';
import type { OwnerRead } from './owner-reads';
import { watchOwners } from './owner-reads';
import type { StorySettings, Vendor } from './workspace';
import {
  AI,
  connectionTo,
  SECRETS,
  storySettings,
  tokenOf,
  webhookUrl,
  WORKSPACE,
} from './workspace';

export interface ProductOptions {
  readonly rules: RulesDraft;
  readonly faults?: readonly FaultRule[];
  readonly seed?: number;
  /** How many seconds pass in one. Default 10. */
  readonly speed?: number;
  /** Real time. Default 400. */
  readonly vendorTimeoutMs?: number;
}

/** Every service and the help desks in this process: real adapters, real HTTP, the memory log. */
export interface Product {
  readonly clock: Clock;
  readonly desk: RunningDeskSimulator;
  readonly ingress: string;
  readonly settings: StorySettings;
  readonly broker: ReturnType<typeof createMemoryBroker>;
  readonly work: ReturnType<typeof createMemoryWorkState>;
  readonly index: ReturnType<typeof createMemoryIndexState>;
  readonly recorder: Recorder;
  readonly ownerReads: readonly OwnerRead[];
  stop(): Promise<void>;
}

const VENDORS: readonly Vendor[] = ['intercom', 'hubspot', 'front'];

export const startProduct = async (options: ProductOptions): Promise<Product> => {
  const clock = fastClock(options.speed ?? 10);
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(2));
  const work = createMemoryWorkState();
  const index = createMemoryIndexState();
  const settings = storySettings(options.rules);
  const recorder = recordingPool(clock, options.vendorTimeoutMs ?? 400);
  const ports = {
    clock,
    settings,
    telemetry: noTelemetry,
    logger: noLogger,
    log: createMemoryEventLog({ broker, clock }),
    ledger: createMemoryWorkLedger({ state: work }),
    index: createMemoryStreamIndex({ state: index }),
  };
  const api = { dispatcher: recorder.dispatcher, clock };
  const apis = [createIntercomApi(api), createHubspotApi(api), createFrontApi(api)];
  const owners = watchOwners(clock);
  const ingress = await startIngress({ ...ports, vendors: vendorWebhooks, port: 0 });
  const desk = await startDesk(options, ingress.url, clock);
  const addresses = { ingress: ingress.url, desk: desk.url };
  settings.connect(VENDORS.map((vendor) => connectionTo(vendor, addresses)));
  const services = await Promise.all([
    startDedup({ ...ports, vendors: vendorWebhooks, windowRecords: WINDOW }),
    startStreamIndex(ports),
    startDecide(ports),
    startTimers({ ...ports, pollMs: POLL_MS }),
    startReasoning({
      ...ports,
      pollMs: POLL_MS,
      knowledge: createMemoryKnowledge(),
      answerer: scriptedAnswerer(clock),
    }),
    startDispatcher({
      ...ports,
      pollMs: POLL_MS,
      vendors: apis.map(owners.watching),
      perConnection: 8,
    }),
  ]);
  return {
    clock,
    desk,
    ingress: ingress.url,
    settings,
    broker,
    work,
    index,
    recorder,
    ownerReads: owners.reads,
    stop: async () => {
      await desk.stop();
      await ingress.stop();
      await Promise.all(services.map((each) => each.stop()));
      await Promise.all(apis.map((each) => each.close()));
      await recorder.dispatcher.close();
    },
  };
};

const POLL_MS = 5_000;

/** So few inputs are remembered at the door that a duplicate comes after its window. */
const WINDOW = 3;

const startDesk = ({ faults = [], seed = 1 }: ProductOptions, ingress: string, clock: Clock) => {
  const assigned = { workspace: WORKSPACE, assignNewTo: 'ai' } as const;
  const urlOf = (vendor: Vendor) => webhookUrl(ingress, vendor);
  return startDeskSimulator({
    clock,
    seed,
    faults,
    port: 0,
    workspaces: [
      {
        ...assigned,
        appId: 'app1',
        clientSecret: SECRETS.intercom,
        accessToken: tokenOf('intercom'),
        aiAdminId: AI.intercom,
        webhookUrl: urlOf('intercom'),
      },
    ],
    hubspot: [
      {
        ...assigned,
        accessToken: tokenOf('hubspot'),
        clientSecret: SECRETS.hubspot,
        webhookUrl: urlOf('hubspot'),
        limits: { perTenSeconds: 100_000, searchesPerSecond: 100_000 },
      },
    ],
    front: [
      {
        ...assigned,
        companyId: 'cmp_4exa1',
        accessToken: tokenOf('front'),
        aiTeammateId: AI.front,
        requestsPerMinute: 1_000_000,
        application: { url: urlOf('front'), signingKey: SECRETS.front },
      },
    ],
  });
};
