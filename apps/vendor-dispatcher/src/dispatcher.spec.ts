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
import type { Assignee, ConversationEvent } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import { noLogger, noTelemetry, partitionKey } from '@deskstream/kernel';
import type {
  CallResult,
  VendorApi,
  VendorCommand,
  VendorConnection,
} from '@deskstream/port-vendor';
import { Scheduler } from '@deskstream/testing-simulation';
import { startDispatcher } from './index';

const AI: Assignee = { kind: 'ai', id: 'a1' };
const key = partitionKey({ workspace: 'acme', vendor: 'intercom', conversation: 'c1' });
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

type Misbehaviour = 'answer-lost' | 'failed-before' | 'throttled' | 'unreachable' | 'rejected';

/** A vendor that executes, and a way for its answers to go astray. */
class Vendor implements VendorApi {
  readonly vendor = 'intercom';
  readonly executed: VendorCommand[] = [];
  readonly plan: Misbehaviour[] = [];
  owner: Assignee = AI;
  /** A rule that gives the conversation back so many times. */
  rules = 0;
  /** A rule that gives it back so long after each unassignment. */
  ruleAfterMs = Number.POSITIVE_INFINITY;
  unassignedAt = Number.POSITIVE_INFINITY;
  now: () => number = () => 0;
  at: (point: string) => Promise<void> = () => Promise.resolve();

  async perform(command: VendorCommand): Promise<CallResult> {
    const misbehaviour = this.plan.shift();
    await this.at('vendor.request');
    const early = EARLY[misbehaviour ?? 'none'];
    if (early !== undefined) return early;
    this.executed.push(command);
    if (command.kind === 'unassign') this.unassign();
    const vendorMessageId = `p${this.executed.length}`;
    await this.at('vendor.answer');
    if (misbehaviour === 'answer-lost') return { kind: 'unknown', because: 'timeout' };
    return { kind: 'done', vendorMessageId };
  }

  private unassign(): void {
    this.owner = this.rules > 0 ? AI : { kind: 'nobody' };
    this.rules -= 1;
    this.unassignedAt = this.now();
  }

  /** A rule that takes a moment has run by now. */
  private slowRule(): void {
    if (this.now() - this.unassignedAt >= this.ruleAfterMs) this.owner = AI;
  }

  async readBack(command: VendorCommand) {
    await this.at('vendor.read');
    this.slowRule();
    if (command.kind === 'unassign')
      return this.owner.kind === 'ai'
        ? ({ kind: 'absent' } as const)
        : ({ kind: 'found' } as const);
    const found = this.executed.findIndex(
      (each) => JSON.stringify(each) === JSON.stringify(command),
    );
    return found < 0
      ? ({ kind: 'absent' } as const)
      : ({ kind: 'found', vendorMessageId: `p${found + 1}` } as const);
  }

  async ownership() {
    await this.at('vendor.read');
    this.slowRule();
    return {
      kind: 'known',
      assignee: this.owner,
      asOf: 5,
      open: true,
      assignedBy: 'rule 7',
    } as const;
  }
}

const EARLY: Readonly<Record<string, CallResult>> = {
  'failed-before': { kind: 'unknown', because: 'HTTP 500', status: 500 },
  throttled: { kind: 'throttled', retryAt: null },
  unreachable: { kind: 'unreachable', because: 'ECONNREFUSED' },
  rejected: { kind: 'rejected', code: 'parameter_invalid', status: 400, detail: 'no' },
};

/** Plays one request through; `crashAt` kills the process at its n-th await. */
const play = async (
  events: readonly ConversationEvent[],
  vendor: Vendor,
  { crashAt = Number.POSITIVE_INFINITY, meanwhile = (): void => undefined } = {},
) => {
  const scheduler = new Scheduler({ seed: 1 });
  const broker = createMemoryBroker();
  const state = createMemoryWorkState();
  const world = scheduler.process('world', { immune: true });
  const log = createMemoryEventLog({ clock: world.clock, broker });
  await log.provision(topicCatalogue(1));
  await log.publish(events.map(stored));
  let awaits = 0;
  const boot = (name: string) => {
    const process = scheduler.process(name, { immune: true });
    const at = (point: string): Promise<void> => {
      awaits += 1;
      if (awaits === crashAt) {
        process.crash();
        meanwhile();
        restart();
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
  const restart = () => boot('second');
  boot('first');
  const inputs = async () => {
    const found: InputRecord[] = [];
    for (const { partition, start, end } of await log.ends(TOPICS.inputs))
      for await (const record of log.readTopic({
        topic: TOPICS.inputs,
        partition,
        from: start,
        to: end,
      })) {
        const decoded = decodeInput(record);
        if (decoded.ok) found.push(decoded.value);
      }
    return found;
  };
  const items = () => [...state.items.values()];
  const settled = () => items().length > 0 && items().every(({ finished }) => finished !== null);
  await scheduler.run(settled, scheduler.now() + 3 * 3_600_000);
  await scheduler.run(() => false, scheduler.now() + 120_000);
  const all = await inputs();
  // The fold takes the first of two with one id.
  const reports = new Map([...all].reverse().map((each) => [each.input.id, each.input.data]));
  return { reports: [...reports.values()], told: all.length, awaits, executed: vendor.executed };
};

const stored = (event: ConversationEvent, index: number) =>
  encodeEvent(
    {
      id: `ev${index}`,
      type: event.type,
      source: '/test',
      subject: key,
      time: 1_789_000_000_000,
      schemaVersion: 1,
      correlationId: 'd1',
      causationId: `in${index}`,
      seq: index + 1,
      prevHash: GENESIS,
      cause: '0:0',
      settingsVersion: 1,
    },
    encodeData(event.data),
  );

const reply: ConversationEvent = {
  type: 'ReplyRequested',
  data: { messageIds: ['m1'], text: 'In the exports page.', confidence: 0.9, sources: [] },
};
const unassign: ConversationEvent = { type: 'UnassignRequested', data: {} };
const recall: ConversationEvent = {
  type: 'DispatchRecalled',
  data: { commandId: 'ev0', because: 'a teammate replied' },
};

const vendorThat = (...plan: Misbehaviour[]): Vendor => {
  const vendor = new Vendor();
  vendor.plan.push(...plan);
  return vendor;
};

describe('a reply', () => {
  it('is sent once and reported once', async () => {
    const { reports, told, executed } = await play([reply], new Vendor());
    expect(executed).toHaveLength(1);
    expect(told).toBe(1);
    expect(reports[0]).toMatchObject({
      commandId: 'ev0',
      result: { kind: 'delivered', vendorMessageId: 'p1', foundByReadBack: false },
    });
  });

  it('whose answer was lost is found by reading back, not sent again', async () => {
    const { reports, executed } = await play([reply], vendorThat('answer-lost'));
    expect(executed).toHaveLength(1);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered', foundByReadBack: true } });
  });

  it('that surely did not arrive is sent again', async () => {
    const vendor = vendorThat('failed-before', 'throttled', 'unreachable');
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(1);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
  });

  it('that the vendor refuses for good is reported, and never repeated', async () => {
    const { reports, executed } = await play([reply], vendorThat('rejected'));
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'failed', code: 'parameter_invalid' } });
  });

  it('is given up in bounded time while the vendor is away', async () => {
    const vendor = vendorThat(...Array.from({ length: 500 }, () => 'unreachable' as const));
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'failed', code: 'DISPATCH.GAVE_UP' } });
  });

  it('is withheld when a person owns the conversation right before it is sent', async () => {
    const vendor = new Vendor();
    vendor.owner = { kind: 'teammate', id: 'a7' };
    const { reports, executed } = await play([reply], vendor);
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({ result: { kind: 'withheld', assignee: { id: 'a7' } } });
  });

  it('once withheld stays withheld, wherever the process dies and whoever leaves meanwhile', async () => {
    const owned = (): Vendor => {
      const vendor = new Vendor();
      vendor.owner = { kind: 'teammate', id: 'a7' };
      return vendor;
    };
    const { awaits } = await play([reply], owned());
    for (let crashAt = 1; crashAt <= Math.min(awaits, 80); crashAt += 1) {
      const vendor = owned();
      const meanwhile = () => void (vendor.owner = AI);
      const { reports, executed } = await play([reply], vendor, { crashAt, meanwhile });
      const kinds = reports.map((data) => (data as { result: { kind: string } }).result.kind);
      expect([crashAt, kinds, executed.length]).toEqual([
        crashAt,
        [executed.length === 1 ? 'delivered' : 'withheld'],
        executed.length,
      ]);
    }
  });

  it('that the log recalled before it left is withheld', async () => {
    const { reports, executed } = await play([reply, recall], new Vendor());
    expect(executed).toHaveLength(0);
    expect(reports[0]).toMatchObject({
      result: { kind: 'withheld', because: 'a teammate replied' },
    });
  });

  it.each([[[]], [['answer-lost']], [['failed-before']], [['throttled']]] as Misbehaviour[][][])(
    'is executed and reported exactly once, wherever the process dies (%j)',
    async (plan) => {
      const { awaits } = await play([reply], vendorThat(...plan));
      for (let crashAt = 1; crashAt <= Math.min(awaits, 80); crashAt += 1) {
        const { reports, executed } = await play([reply], vendorThat(...plan), { crashAt });
        expect([crashAt, executed.length, reports.length]).toEqual([crashAt, 1, 1]);
        expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
      }
    },
  );
});

describe('an unassign', () => {
  it('counts once it was read back', async () => {
    const { reports } = await play([unassign], new Vendor());
    expect(reports[0]).toMatchObject({
      result: { kind: 'delivered', assignee: { kind: 'nobody' } },
    });
  });

  it('that a rule undoes is repeated within bounds (S016)', async () => {
    const vendor = new Vendor();
    vendor.rules = 1;
    const { reports, executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(2);
    expect(reports[0]).toMatchObject({ result: { kind: 'delivered' } });
  });

  it('that a rule undoes every time ends as contested, with who did it (S077)', async () => {
    const vendor = new Vendor();
    vendor.rules = 99;
    const { reports, executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(3);
    expect(reports[0]).toMatchObject({ result: { kind: 'contested', by: 'rule 7' } });
  });

  it.each([
    ['contested when a rule undoes it 500 ms later: the read-back waits for it', 500, 'contested'],
    ['confirmed when nothing undoes it within the guard window', 5_000, 'delivered'],
  ])('is %s (S033)', async (_what, ruleAfterMs, kind) => {
    const vendor = new Vendor();
    vendor.ruleAfterMs = ruleAfterMs;
    const { reports } = await play([unassign], vendor);
    expect(reports[0]).toMatchObject({ result: { kind } });
  });

  it('never takes the conversation from a person', async () => {
    const vendor = new Vendor();
    vendor.owner = { kind: 'teammate', id: 'a7' };
    const { executed } = await play([unassign], vendor);
    expect(executed).toHaveLength(0);
  });
});
