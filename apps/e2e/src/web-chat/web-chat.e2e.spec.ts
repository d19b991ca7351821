import type { EventRecord } from '@deskstream/contracts';
import { decodeEvent, TOPICS } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import { fieldsOf, textOf } from '@deskstream/platform-payload';
import { createPool } from '@deskstream/platform-postgres';
import { eachRecord } from '@deskstream/port-event-log';
import { kafkaAvailable, until } from '@deskstream/testing-harness';
import type { Customer } from './customer';
import { customerAt } from './customer';
import type { ChatInstallation } from './installation';
import { installChat, WORKSPACE } from './installation';

const IN_TIME = 180_000;

describe('a web chat that is handed off to HubSpot', () => {
  let on: ChatInstallation;

  beforeAll(async () => {
    const kafka = await kafkaAvailable();
    if (!kafka.ok) throw new Error(`this suite needs Kafka: ${kafka.because}`);
    on = await installChat();
    await within(() => on.chat.isReady(), 'the web chat is ready');
  });

  afterEach(() => {
    on.onWebhook = () => Promise.resolve();
  });

  afterAll(() => on.stop());

  it('S050: brings a public answer on the ticket to the customer once, and no internal comment', async () => {
    const { customer, ticket } = await handedOff('ann@example.com');
    await rep(ticket, 'reply', 'Rosa here: it is on its way.');
    await rep(ticket, 'note', 'She is angry.');
    await answersOf(customer, 1);
    await rep(ticket, 'reply', 'And now it has arrived.');
    const texts = ['Rosa here: it is on its way.', 'And now it has arrived.'];
    expect(await answersOf(customer, 2)).toEqual(texts);
    await within(
      async () => (await personsWords(customer)).length === 2,
      'the log of the chat has both',
    );
    expect(await personsWords(customer)).toEqual(texts);
    const internal = (await events()).filter(
      ({ event }) => event.type === 'TeammateMessageReceived' && event.data.visibility === 'note',
    );
    expect(internal.length).toBeGreaterThan(0);
    for (const { event } of internal) expect(event.data).toMatchObject({ ticket });
  });

  it('tells an answer once when the web chat is killed between any two of its writes', async () => {
    const { customer, ticket } = await handedOff('ben@example.com');
    for (const [nth, kill] of [afterEvent, afterRecord, beforeReceipt].entries()) {
      const killed = await kill(customer, `answer ${nth}`);
      await rep(ticket, 'reply', `answer ${nth}`);
      await killed();
      on.chat.start();
      expect(await answersOf(customer, nth + 1)).toHaveLength(nth + 1);
    }
    const texts = ['answer 0', 'answer 1', 'answer 2'];
    await within(async () => (await personsWords(customer)).length === 3, 'the log has all');
    expect(await answersOf(customer, 3)).toEqual(texts);
    expect(await personsWords(customer)).toEqual(texts);
  }, 720_000);

  const within = (condition: () => Promise<boolean>, what: string): Promise<void> =>
    until(() => condition().catch(() => false), {
      timeoutMs: IN_TIME,
      describe: () => `${what}; ${on.chat.said}`,
    });

  /** The AI has answered, the customer wants a person, and the ticket stands in HubSpot. */
  const handedOff = async (email: string): Promise<{ customer: Customer; ticket: string }> => {
    const customer = await customerAt(on.url, WORKSPACE);
    await customer.writes('Where is my export?');
    await within(async () => (await saidBy(customer, 'ai')).length > 0, 'the AI answers');
    await customer.leaves(email);
    await customer.writes('I want a person.');
    let ticket = '';
    await within(async () => {
      for (const { event, envelope } of await events())
        if (event.type === 'TicketCreated' && envelope.subject === keyOf(customer))
          ticket = event.data.ticketId;
      return ticket !== '';
    }, 'the ticket is in the log');
    return { customer, ticket };
  };

  const rep = async (ticket: string, action: string, text: string): Promise<void> => {
    const url = `${on.desk.url}/hubspot/_control/${WORKSPACE}/tickets/${ticket}/teammate`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action, text }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  /** Each sets a trap before the answer is given; what it returns resolves when the process is dead. */
  type Trap = (customer: Customer, text: string) => Promise<() => Promise<void>>;

  /** The answer is in HubSpot's log; the web chat has not written anything. */
  const afterEvent: Trap = async () => {
    const before = (await events()).length;
    await on.chat.kill();
    return () => within(async () => (await events()).length > before, 'the answer is in the log');
  };

  /** The chat has the answer, and the ingress may not know it yet. */
  const afterRecord: Trap = async (customer) => {
    const pool = createPool({ url: on.databaseUrl, max: 1 });
    const client = await pool.connect();
    const dead = new Promise<void>((resolve) => {
      client.on('notification', ({ payload = '' }) => {
        if (payload.endsWith(customer.conversation)) void on.chat.kill().then(resolve);
      });
    });
    await client.query('listen deskstream_web_chat');
    return async () => {
      await dead;
      client.release(true);
      await pool.end();
    };
  };

  /** The answer's webhook is in the log, and its sender does not know it. */
  const beforeReceipt: Trap = (_customer, text) => {
    const dead = new Promise<void>((resolve) => {
      on.onWebhook = async ({ value }) => {
        if (!Buffer.from(value ?? []).includes(text)) return;
        on.onWebhook = () => Promise.resolve();
        await on.chat.kill();
        resolve();
      };
    });
    return Promise.resolve(() => dead);
  };

  const keyOf = ({ conversation }: Customer): string =>
    partitionKey({ workspace: WORKSPACE, vendor: 'web-chat', conversation });

  const saidBy = async (customer: Customer, from: string): Promise<readonly string[]> =>
    (await customer.sees()).filter((each) => each.from === from).map(({ text }) => text);

  /** What persons said, once the customer sees so many. */
  const answersOf = async (customer: Customer, count: number): Promise<readonly string[]> => {
    let seen: readonly string[] = [];
    await within(
      async () => (seen = await saidBy(customer, 'teammate')).length >= count,
      `${count} answers are shown`,
    );
    return seen;
  };

  /** What persons said, as the chat's own log has it. */
  const personsWords = async (customer: Customer): Promise<readonly string[]> =>
    (await events()).flatMap(({ envelope, event }) =>
      envelope.subject === keyOf(customer) && event.type === 'TeammateMessageReceived'
        ? textOf(fieldsOf(event.data)['text'])
        : [],
    );

  const events = async (): Promise<readonly EventRecord[]> => {
    const all: EventRecord[] = [];
    for await (const record of eachRecord(on.parts.log, TOPICS.events)) {
      const decoded = decodeEvent(record);
      if (decoded.ok) all.push(decoded.value);
    }
    return all;
  };
});
