import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import type { InputRecord } from '@deskstream/contracts';
import { topicCatalogue } from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { VendorConnection } from '@deskstream/port-vendor';
import { Scheduler } from '@deskstream/testing-simulation';
import { startDispatcher } from '../index';
import { asked, inputsIn } from './desk';
import type { UnreliableVendor } from './unreliable-vendor';

/** Plays the requests of one conversation through; `crashAt` kills the process at its n-th await. */
export const play = async (
  events: readonly ConversationEvent[],
  vendor: UnreliableVendor,
  { crashAt = Number.POSITIVE_INFINITY, meanwhile = (): void => undefined } = {},
) => {
  const scheduler = new Scheduler({ seed: 1 });
  const broker = createMemoryBroker();
  const state = createMemoryWorkState();
  const world = scheduler.process('world', { immune: true });
  const log = createMemoryEventLog({ clock: world.clock, broker });
  await log.provision(topicCatalogue(1));
  await log.publish(events.map((event, nth) => asked('acme', 'c1', event, nth + 1)));
  let awaits = 0;
  const boot = (name: string) => {
    const process = scheduler.process(name, { immune: true });
    const at = (point: string): Promise<void> => {
      awaits += 1;
      if (awaits === crashAt) {
        process.crash();
        meanwhile();
        boot('second');
      }
      return process.at(point);
    };
    const own = createMemoryEventLog({ clock: process.clock, broker, processName: name, at });
    process.onCrash(() => own.crash());
    vendor.at = at;
    vendor.now = process.clock.now;
    void startDispatcher({
      log: own,
      ledger: createMemoryWorkLedger({ state, at }),
      index: createMemoryStreamIndex({ state: createMemoryIndexState(), at }),
      clock: process.clock,
      settings,
      vendors: [vendor],
      telemetry: noTelemetry,
      logger: noLogger,
      pollMs: 60_000,
    });
  };
  boot('first');
  const items = () => [...state.items.values()];
  const settled = () => items().length > 0 && items().every(({ finished }) => finished !== null);
  await scheduler.run(settled, scheduler.now() + 3 * 3_600_000);
  await scheduler.run(() => false, scheduler.now() + 120_000);
  const told = await inputsIn(log);
  return { reports: taken(told), told: told.length, awaits, executed: vendor.executed };
};

const connection = {
  workspace: 'acme',
  vendor: 'intercom',
  aiTeammateId: 'a1',
} as VendorConnection;

const settings = {
  current: () => ({
    workspace: 'acme',
    version: 1,
    rules: defaultConversationSettings,
    connections: [connection],
  }),
  connection: () => connection,
  all: () => [],
};

/** The fold takes the first of two with one id. */
const taken = (told: readonly InputRecord[]) => [
  ...new Map([...told].reverse().map(({ input }) => [input.id, input.data])).values(),
];
