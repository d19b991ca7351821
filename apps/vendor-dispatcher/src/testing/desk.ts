import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import type { InputRecord } from '@deskstream/contracts';
import {
  decodeInput,
  encodeData,
  encodeEvent,
  GENESIS,
  TOPICS,
  topicCatalogue,
} from '@deskstream/contracts';
import type { ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import type { Clock, RunningService } from '@deskstream/kernel';
import { noLogger, noTelemetry, partitionKey } from '@deskstream/kernel';
import { readAll } from '@deskstream/port-event-log';
import type { Draft, EventLog, LogRecord } from '@deskstream/port-event-log';
import type { Settings } from '@deskstream/port-settings';
import type {
  CallResult,
  Ownership,
  ReadBack,
  VendorApi,
  VendorCommand,
  VendorConnection,
} from '@deskstream/port-vendor';
import { startDispatcher } from '../index';

export const T0 = 1_790_000_000_000;
export const AI = { kind: 'ai', id: 'a1' } as const;

/** A vendor for many workspaces; `answer` says how each call goes, `null`: it is done. */
export class Vendor implements VendorApi {
  readonly vendor = 'intercom';
  readonly calls: { readonly workspace: string; readonly at: number }[] = [];
  readonly done: string[] = [];
  answer: (workspace: string, command: VendorCommand) => CallResult | null = () => null;
  callMs = 100;
  unreadable = false;
  onAbort: () => void = () => undefined;

  constructor(private readonly desk: Desk) {}

  async perform(
    command: VendorCommand,
    { workspace }: VendorConnection,
    signal: AbortSignal,
  ): Promise<CallResult> {
    signal.addEventListener('abort', () => this.onAbort(), { once: true });
    await this.#called(workspace);
    const answer = this.answer(workspace, command);
    if (answer !== null && answer.kind !== 'unknown') return answer;
    this.done.push(command.conversation);
    return answer ?? { kind: 'done', vendorMessageId: `p-${command.conversation}` };
  }

  async readBack(command: VendorCommand, { workspace }: VendorConnection): Promise<ReadBack> {
    await this.#called(workspace);
    if (this.unreadable) return { kind: 'unreadable', because: 'HTTP 503', retryAt: null };
    return this.done.includes(command.conversation)
      ? { kind: 'found', vendorMessageId: `p-${command.conversation}` }
      : { kind: 'absent' };
  }

  ownership(): Promise<Ownership> {
    return Promise.resolve({ kind: 'known', assignee: AI, asOf: 5, open: true });
  }

  async #called(workspace: string): Promise<void> {
    this.calls.push({ workspace, at: this.desk.scheduler.now() });
    await this.desk.clock.sleep(this.callMs);
  }
}

/** The simulation's scheduler, as far as it is used here. */
interface VirtualTime {
  now(): number;
  run(done: () => boolean, until: number): Promise<unknown>;
  process(name: string, options: { readonly immune: boolean }): { readonly clock: Clock };
}

/** A dispatcher on memory adapters and a virtual clock. */
export class Desk {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly ledger = createMemoryWorkLedger({ state: createMemoryWorkState() });
  readonly index = createMemoryStreamIndex({ state: createMemoryIndexState() });
  readonly vendor = new Vendor(this);
  readonly connected = new Set(['busy', 'calm']);
  readonly loaded = new Set(['busy', 'calm']);
  #indexed = 0;

  constructor(readonly scheduler: VirtualTime) {
    this.clock = scheduler.process('world', { immune: true }).clock;
    this.log = createMemoryEventLog({ clock: this.clock, broker: createMemoryBroker() });
  }

  provision(): Promise<void> {
    return this.log.provision(topicCatalogue(1));
  }

  start(): Promise<RunningService> {
    return startDispatcher({
      log: this.log,
      ledger: this.ledger,
      index: this.index,
      clock: this.clock,
      settings: this.#settings(),
      vendors: [this.vendor],
      telemetry: noTelemetry,
      logger: noLogger,
    });
  }

  /** Events of one conversation each, unless `seq` says where in it they stand. */
  async asks(...events: readonly ReturnType<typeof asked>[]): Promise<void> {
    const placed = await this.log.publish(events);
    const rows = placed.map(({ offset }, nth) => rowOf(events[nth], offset));
    const to = this.#indexed + rows.length;
    await this.index.write({ partition: 0, from: this.#indexed, to, rows });
    this.#indexed = to;
  }

  until(done: () => boolean, ms = 60_000): Promise<unknown> {
    return this.scheduler.run(done, this.scheduler.now() + ms);
  }

  reports(): Promise<readonly InputRecord[]> {
    return inputsIn(this.log);
  }

  read(topic: string): Promise<readonly LogRecord[]> {
    return readAll(this.log, topic);
  }

  #settings(): Settings {
    const connectionOf = (workspace: string) =>
      ({ workspace, vendor: 'intercom', aiTeammateId: 'a1' }) as VendorConnection;
    return {
      current: (workspace) =>
        this.loaded.has(workspace)
          ? { workspace, version: 1, rules: defaultConversationSettings, connections: [] }
          : null,
      connection: (workspace) => (this.connected.has(workspace) ? connectionOf(workspace) : null),
      all: () => [],
    };
  }
}

export const inputsIn = async (log: EventLog): Promise<readonly InputRecord[]> =>
  (await readAll(log, TOPICS.inputs)).flatMap((record) => {
    const decoded = decodeInput(record);
    return decoded.ok ? [decoded.value] : [];
  });

/** `ev-<conversation>-<seq>` asks for something. */
export const asked = (
  workspace: string,
  conversation: string,
  { type, data }: ConversationEvent,
  seq = 1,
) =>
  encodeEvent(
    {
      id: `ev-${conversation}-${seq}`,
      type,
      source: '/test',
      subject: partitionKey({ workspace, vendor: 'intercom', conversation }),
      time: T0,
      schemaVersion: 1,
      correlationId: 'd1',
      causationId: 'in1',
      seq,
      prevHash: GENESIS,
      cause: '0:0',
      settingsVersion: 1,
    },
    encodeData(data),
  );

export const reply: ConversationEvent = {
  type: 'ReplyRequested',
  data: { messageIds: ['m1'], text: 'Hello.', confidence: 0.9, sources: [] },
};

const rowOf = (draft: Draft | undefined, offset: number) => {
  if (draft === undefined) throw new Error('each event has a place');
  const { ce_id: eventId = '', ce_type: type = '', ce_seq: seq = '1' } = draft.headers;
  const record = { ...draft, partition: 0, offset, timestamp: T0 };
  return { key: draft.key, type, at: T0, seq: Number(seq), eventId, record };
};
