import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryStreamIndex, createMemoryWorkLedger } from '@deskstream/adapter-stores-memory';
import { startDedup } from '@deskstream/app-dedup';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDispatcher } from '@deskstream/app-dispatcher';
import type { GapDeps } from '@deskstream/app-gap-finder';
import { findGaps, startGapFinder } from '@deskstream/app-gap-finder';
import { startIngress } from '@deskstream/app-ingress';
import {
  startDecide,
  startReasoning,
  startStreamIndex,
  startTimers,
} from '@deskstream/app-orchestrator';
import { openVendors, vendorWebhooks } from '@deskstream/composition';
import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import { WORKSPACE, desksOf, workspaceOf } from './workspace';
import type { Vendor } from './workspace';
import { webhookLine } from './webhook-line';

/** Limits for a test: nothing is too young, and a check is due all the time. */
const LIMITS = { minimumAgeMs: 0 };

/** All services in this process on memory, and the three simulated help desks over HTTP. */
export const startDesks = async () => {
  const broker = createMemoryBroker();
  const log = createMemoryEventLog({ clock: systemClock, broker });
  await log.provision(topicCatalogue(2));
  const platform = { log, clock: systemClock, logger: noLogger, telemetry: noTelemetry };
  const sealer = createSealer(new Uint8Array(32));
  const settings = await startSettings({ ...platform, sealer });
  const stores = { index: createMemoryStreamIndex(), ledger: createMemoryWorkLedger({}) };
  const deps = { ...platform, ...stores, settings, pollMs: 100 };
  const ingress = await startIngress({ ...deps, vendors: vendorWebhooks, port: 0 });
  const line = webhookLine();
  const desk = await startDeskSimulator({ port: 0, post: line.post, ...desksOf(ingress.url) });
  await settings.put(workspaceOf(desk.url, ingress.url));
  const vendors = openVendors();
  const gapDeps: GapDeps = { ...deps, feeds: vendors.feeds, vendors: vendors.apis };
  const services = [
    await startDedup({ ...deps, vendors: vendorWebhooks }),
    await startStreamIndex(deps),
    await startDecide(deps),
    await startTimers(deps),
    await startReasoning({ ...deps, knowledge: createMemoryKnowledge(), answerer }),
    await startDispatcher({ ...deps, vendors: vendors.apis }),
  ];
  return {
    desk,
    line,
    events: () => eventsIn(broker.records(TOPICS.events).flat()),
    says: (vendor: Vendor, text: string) => says[vendor](desk, text),
    /** The help desk has nothing more to tell. */
    sent: (vendor: Vendor) => sent[vendor](desk),
    /** One check, as the command line does it. */
    findGaps: (vendor: Vendor, { since, dryRun = false }: { since: number; dryRun?: boolean }) => {
      const connection = settings.connection(WORKSPACE, vendor);
      if (connection === null) throw new Error(`${vendor} is not connected`);
      return findGaps(gapDeps, { connection, since, by: 'test', dryRun, limits: LIMITS });
    },
    /** The service, looking all the time. */
    startGapFinder: () =>
      startGapFinder({ ...gapDeps, settings, everyMs: 200, lookEveryMs: 50, limits: LIMITS }),
    stop: async () => {
      await ingress.stop();
      await Promise.all(services.map((service) => service.stop()));
      await desk.stop();
      await vendors.close();
      await settings.stop();
      await log.close();
    },
  };
};

export type Desks = Awaited<ReturnType<typeof startDesks>>;

const answerer: Parameters<typeof startReasoning>[0]['answerer'] = {
  name: 'test/1',
  query: (turns) => turns.at(-1)?.text ?? '',
  answer: () =>
    Promise.resolve({ kind: 'answer', text: 'On the exports page.', confidence: 0.9, sources: [] }),
};

const eventsIn = (records: readonly Parameters<typeof decodeEvent>[0][]): readonly EventRecord[] =>
  records.map((record) => {
    const decoded = decodeEvent(record);
    if (!decoded.ok) throw new Error(decoded.because);
    return decoded.value;
  });

type Says = (desk: RunningDeskSimulator, text: string) => void;

/** One customer; the first words start the conversation. */
const says: Readonly<Record<Vendor, Says>> = {
  intercom: ({ workspaces }, text) => {
    const desk = workspaces.get(WORKSPACE)?.desk;
    const known = desk?.state.conversations.at(-1);
    if (known === undefined) desk?.customerStarts(text, 'Ann');
    else desk?.customerReplies(known, text);
  },
  hubspot: ({ hubspot }, text) => {
    const portal = hubspot.get(WORKSPACE)?.portal;
    const known = portal?.state.threads.at(-1);
    if (known === undefined) portal?.customerStarts({ channel: 'chat', text }, { name: 'Ann' });
    else portal?.threads.customerWrites(known, portal.contactOf(known), { text });
  },
  front: ({ front }, text) => {
    front.get(WORKSPACE)?.company.customerWrites('ann@example.com', 'Ann', text);
  },
};

const sent: Readonly<Record<Vendor, (desk: RunningDeskSimulator) => Promise<void> | undefined>> = {
  intercom: ({ workspaces }) => workspaces.get(WORKSPACE)?.sender.idle(),
  hubspot: ({ hubspot }) => hubspot.get(WORKSPACE)?.sender.idle(),
  front: ({ front }) => front.get(WORKSPACE)?.idle(),
};
