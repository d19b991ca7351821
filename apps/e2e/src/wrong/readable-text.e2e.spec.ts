import { createHmac } from 'node:crypto';
import { until } from '@deskstream/testing-harness';
import { dataFolder, freePorts, removed } from './places';
import { Program, endPrograms } from './program';

/** The demo's client secret; it protects nothing. */
const SECRET = 'demo-client-secret';
const AT = 1_790_000_000;

/** A conversation of the vendor with all that may be null being null. */
const notification = (id: string, body: string | null) =>
  JSON.stringify({
    type: 'notification_event',
    app_id: 'demo-app',
    id: `notif_${id}`,
    topic: 'conversation.user.created',
    delivery_attempts: 1,
    created_at: AT,
    data: {
      type: 'notification_event_data',
      item: {
        ...{ type: 'conversation', id, created_at: AT, updated_at: AT, title: null, state: 'open' },
        ...{ open: true, read: false, priority: 'not_priority', snoozed_until: null },
        ...{ admin_assignee_id: null, team_assignee_id: null, waiting_since: null, tags: null },
        ...{ custom_attributes: null, statistics: null, conversation_rating: null, contacts: null },
        source: {
          ...{ type: 'conversation', id: `source-${id}`, delivered_as: 'customer_initiated' },
          ...{ subject: null, url: null, redacted: false, attachments: null, body },
          author: { type: 'user', id: 'u1', name: null, email: null },
        },
        conversation_parts: null,
      },
    },
  });

describe('what customers write', () => {
  let data: string;
  let env: Record<string, string>;
  let program: Program;

  beforeAll(async () => {
    data = await dataFolder();
    const [PORT = '', INGRESS_PORT = '', SIMULATOR_PORT = '', WEB_CHAT_PORT = ''] =
      await freePorts(4);
    env = { PORT, INGRESS_PORT, SIMULATOR_PORT, WEB_CHAT_PORT, DESKSTREAM_DATA: data };
    program = new Program({ app: 'deskstream', args: ['start'], env });
    await program.ready();
  });

  afterAll(async () => {
    await endPrograms();
    await removed(data);
  });

  const send = async (body: string): Promise<number> => {
    const signature = `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`;
    const url = `http://127.0.0.1:${env['INGRESS_PORT'] ?? ''}/webhooks/intercom/demo`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
    return (await fetch(url, { method: 'POST', headers, body })).status;
  };

  const textOf = async (id: string): Promise<string> => {
    const key = encodeURIComponent(`demo/intercom/${id}`);
    const url = `http://127.0.0.1:${env['PORT'] ?? ''}/api/v1/sessions/${key}/events`;
    let text: string | undefined;
    const known = async () => {
      const answer = await fetch(url);
      if (!answer.ok) return false;
      const events = (await answer.json()) as readonly {
        readonly event: { readonly type: string; readonly data: { readonly text?: string } };
      }[];
      const first = events.find(({ event }) => event.type === 'CustomerMessageReceived');
      text = first?.event.data.text;
      return first !== undefined;
    };
    await until(known, { timeoutMs: 90_000, describe: () => program.last });
    return text ?? '';
  };

  it.each([
    ['HTML', '<p>Where is my <b>export</b>?</p><script>alert(1)</script>', 'Where is my export?'],
    ['entities', '<p>5 &lt; 6 &amp; 7 &gt; 6</p>', '5 < 6 & 7 > 6'],
    ['emoji', '<p>I am 😀 👩‍👩‍👧 🇩🇪</p>', 'I am 😀 👩‍👩‍👧 🇩🇪'],
    ['right-to-left', '<p dir="rtl">أين ملفي؟</p>', 'أين ملفي؟'],
    ['mixed directions', '<p>שלום world \u202e!</p>', 'שלום world'],
    ['combining marks and NUL', '<p>Z\u0351\u036b\u0343a\u0000lgo</p>', 'lgo'],
  ])('%s is readable text in the session', async (name, body, expected) => {
    const id = `9${Buffer.from(name).toString('hex')}`;
    expect(await send(notification(id, body))).toBe(200);
    const text = await textOf(id);
    expect(text).toContain(expected);
    expect(text).not.toMatch(/<\w|alert/);
    expect(text.isWellFormed()).toBe(true);
  });

  it('a message without any text is accepted, and what became of it can be asked', async () => {
    expect(await send(notification('9000', null))).toBe(200);
    const url = `http://127.0.0.1:${env['PORT'] ?? ''}/api/v1/deliveries/notif_9000`;
    let trace = '';
    const explained = async () => {
      const answer = await fetch(url);
      const { inputs = [] } = (await answer.json()) as { inputs?: readonly object[] };
      trace = JSON.stringify(inputs);
      return inputs.length > 0;
    };
    await until(explained, { timeoutMs: 90_000, describe: () => `${trace} ${program.last}` });
  });
});
