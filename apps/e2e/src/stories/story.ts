import type { EventData, EventType, RulesDraft } from '@deskstream/conversation-domain';
import type { FaultRule } from '@deskstream/app-desk-simulator';
import { TOPICS } from '@deskstream/contracts';
import { parsePartitionKey } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import { post } from './sign';
import { webhookUrl } from './workspace';
import { sequenceOf } from './calls';
import type { Executed, HelpDesk, Thread } from './help-desk';
import { answersIn, helpDesk } from './help-desk';
import { eventsOf } from './observe';
import type { Product } from './product';
import type { Vendor } from './workspace';

/** Waits of a web chat; each vendor's own rules stay. */
export const storyRules: RulesDraft = {
  waitMs: { web: 4_000, email: 4_000, chat: 4_000, sms: 4_000, phone: 4_000 },
  resolution: { close: true },
};

/** Each kind of trouble at a fixed place, so that every run has all of them; webhooks by the seed. */
export const storyFaults: readonly FaultRule[] = [
  { fault: 'throttle', on: 'reply', occurrences: [1], retryAfterSeconds: 2 },
  { fault: 'error-before', on: 'reply', occurrences: [3] },
  { fault: 'timeout-after', on: 'reply', occurrences: [5] },
  { fault: 'error-after', on: 'note', occurrences: [1] },
  { fault: 'timeout-before', on: 'unassign', occurrences: [1] },
  { fault: 'duplicate', probability: 0.3 },
  { fault: 'reorder', probability: 0.2, delayMs: 1_500 },
  { fault: 'lost-answer', probability: 0.1 },
];

/** One chapter: what was told, what the vendor executed and what was sent meanwhile. */
export interface Chapter {
  readonly thread: Thread;
  readonly executed: readonly string[];
  readonly sent: readonly string[];
}

/** A conversation that a test tells chapter by chapter. */
export class Story {
  readonly desk: HelpDesk;
  #calls = 0;
  #executed = 0;

  constructor(
    readonly product: Product,
    readonly vendor: Vendor,
  ) {
    this.desk = helpDesk(product, vendor);
  }

  /** Ends with the answer to `text`, as often as it takes. */
  async answered(id: string, text: string): Promise<Thread> {
    return this.#seen(id, `an answer to "${text}"`, (thread) =>
      answersIn(this.vendor, thread).some((entry) => entry.text?.includes(text)),
    );
  }

  /** A person takes it and gives it back, each in a second of its own: vendors' times may have no finer ones. */
  async takenAndGivenBack(id: string): Promise<void> {
    await this.desk.act(id, 'assign-me');
    await this.product.clock.sleep(1_000);
    await this.desk.act(id, 'assign-ai');
  }

  /** Ends when the log of the conversation holds the event, after the ones that were there before. */
  async told<K extends EventType>(id: string, type: K, nth = 1): Promise<EventData<K>> {
    const found = () =>
      eventsOf(this.product, id).filter(({ event }) => event.type === type)[nth - 1];
    await until(() => found() !== undefined, {
      timeoutMs: 90_000,
      everyMs: 5,
      describe: () => `no ${type} (${nth}) in ${this.logOf(id).slice(-40).join(' ')}`,
    });
    return found()?.event.data as EventData<K>;
  }

  /** The first webhook of the conversation, signed anew, with the answer's status. */
  async repeatFirstDelivery(id: string): Promise<number> {
    const { broker, clock, ingress } = this.product;
    const first = broker
      .records(TOPICS.webhooks)
      .flat()
      .filter(({ key }) => parsePartitionKey(key)?.conversation === id)
      .find(({ headers }) => FIRST.test(headers['ce_vendortopic'] ?? ''));
    const body = new TextDecoder().decode(first?.value ?? new Uint8Array());
    const url = webhookUrl(ingress, this.vendor);
    const { status } = await post(this.vendor, { url, publicUrl: url, body, now: clock.now() });
    return status;
  }

  count(id: string, type: EventType): number {
    return eventsOf(this.product, id).filter(({ event }) => event.type === type).length;
  }

  /** When each event of this type happened. */
  timesOf(id: string, type: EventType): readonly number[] {
    const events = eventsOf(this.product, id).filter(({ event }) => event.type === type);
    return events.map(({ envelope }) => envelope.time);
  }

  logOf(id: string): readonly string[] {
    return eventsOf(this.product, id).map(({ event }) => event.type);
  }

  /** What happened at the vendor since the last chapter. */
  async chapter(id: string): Promise<Chapter> {
    const { calls } = this.product.recorder;
    const executed: readonly Executed[] = await this.desk.executed();
    const chapter = {
      thread: await this.desk.read(id),
      executed: executed.slice(this.#executed).map(({ kind }) => kind),
      sent: sequenceOf(calls.slice(this.#calls)),
    };
    this.#calls = calls.length;
    this.#executed = executed.length;
    return chapter;
  }

  async #seen(id: string, what: string, is: (thread: Thread) => boolean): Promise<Thread> {
    let thread = await this.desk.read(id);
    await until(async () => is((thread = await this.desk.read(id))), {
      everyMs: 5,
      describe: () => `no ${what}; the log: ${this.logOf(id).join(' ')}`,
    });
    return thread;
  }
}

/** Topics that bring a customer's message. */
const FIRST = /user\.created|newMessage|inbound/;
