import { PROBLEM_JSON } from '@deskstream/platform-nest';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf, T0 } from '../testing/story';

interface Listed {
  readonly items: readonly { key: string; summary: { lastText: string; customer: string } }[];
  readonly next: string | null;
}

/** The first `count` server-sent events that carry data of their own, as `id` and parsed data. */
const sse = async (url: string, count: number, headers: Record<string, string> = {}) => {
  const listener = new AbortController();
  const answer = await fetch(url, { headers, signal: listener.signal });
  const found: { id: string | undefined; data: { seq: number } }[] = [];
  let text = '';
  for await (const bytes of answer.body!) {
    text += Buffer.from(bytes).toString('utf8');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks.filter((each) => /^event: (event|session)$/m.test(each)))
      found.push({
        id: /^id: (.*)$/m.exec(block)?.[1],
        data: JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as { seq: number },
      });
    if (found.length >= count) break;
  }
  listener.abort();
  return found.slice(0, count);
};

describe('sessions over HTTP', () => {
  let served: ServedAudit;
  let api: string;
  const first = storyOf('acme/intercom/c1');
  const key = encodeURIComponent(first.key);

  beforeAll(async () => {
    served = await serveAudit();
    api = `${served.url}/api/v1`;
    await served.log.publish([
      first.next(customerWrote('m1', 'How do I export?')),
      first.next(judged('m1'), 5),
    ]);
    for (const [index, conversation] of ['c2', 'c3'].entries()) {
      const other = storyOf(`acme/intercom/${conversation}`, T0 + 1_000 * (index + 1));
      await served.log.publish([other.next(customerWrote('m1', 'Hello', 'Bo'))]);
    }
    await served.settled();
  });

  afterAll(() => served.stop());

  const get = async <T>(path: string): Promise<T> => (await fetch(`${api}${path}`)).json() as T;

  it('lists the latest first, page by page, without a gap or a repeat', async () => {
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Listed = await get(`/sessions?workspace=acme&limit=1${after}`);
      pages.push(page.items.map((item) => item.key));
      cursor = page.next;
    }
    expect(pages).toEqual([['acme/intercom/c3'], ['acme/intercom/c2'], ['acme/intercom/c1']]);
  });

  it('tells why the AI did not answer, with the event that shows it (S005, S011)', async () => {
    const told = await get<{ symptom: string; present: boolean; findings: unknown[] }[]>(
      `/sessions/${key}/why`,
    );
    const diagnosis = told.find(({ symptom }) => symptom === 'no-answer');
    expect(diagnosis).toMatchObject({ symptom: 'no-answer', present: true });
    expect(diagnosis?.findings).toContainEqual(
      expect.objectContaining({ check: 'message-arrived', ok: true, evidence: 1 }),
    );
    expect((await fetch(`${api}/sessions/acme%2Fintercom%2Fnone/why`)).status).toBe(404);
  });

  it.each([
    ['a session key', first.key],
    ['a vendor conversation id', 'c1'],
    ['a part of the last text', 'export'],
    ['a part of the name', 'ann'],
  ])('finds a session by %s (S002)', async (_what, q) => {
    const { items } = await get<Listed>(`/sessions?q=${encodeURIComponent(q)}`);
    expect(items.map((item) => item.key)).toEqual([first.key]);
  });

  it('tells events as JSON and as NDJSON, from any seq', async () => {
    const path = `/sessions/${key}/events?from=2`;
    const json = await get<{ seq: number }[]>(path);
    const accept = { headers: { accept: 'application/x-ndjson' } };
    const ndjson = await (await fetch(`${api}${path}`, accept)).text();
    expect(json.map(({ seq }) => seq)).toEqual([2]);
    expect(await (await fetch(`${api}${path}&as=lines`)).text()).toBe(ndjson);
    expect(
      ndjson
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(json);
  });

  it('tells each event in one sentence', async () => {
    expect(await get(`/sessions/${key}/timeline`)).toMatchObject([
      { seq: 1, sinceMs: 0, text: 'The customer wrote on web.' },
      { seq: 2, sinceMs: 5, text: 'Verdict: answer.' },
    ]);
  });

  it('proves the state as of an event', async () => {
    expect(await get(`/sessions/${key}/state?asOf=1`)).toMatchObject({
      seq: 1,
      broken: null,
      state: { status: 'open', known: ['m1'] },
    });
  });

  it('names the break when an event was changed after it was written', async () => {
    const story = storyOf('acme/intercom/tampered');
    const [one, two] = [story.next(customerWrote('m1', 'yes')), story.next(judged('m1'))];
    const value = new TextEncoder().encode(
      Buffer.from(one.value!).toString('utf8').replace('yes', 'no'),
    );
    await served.log.publish([{ ...one, value }, two]);
    await served.settled();
    const proof = await get(`/sessions/${encodeURIComponent(story.key)}/state`);
    expect(proof).toMatchObject({ broken: expect.stringContaining('prevHash of seq 2') as string });
  });

  it('streams what is there, then what happens; resumes after Last-Event-ID', async () => {
    const live = sse(`${api}/sessions/${key}/live`, 3);
    const resumed = sse(`${api}/sessions/${key}/live`, 1, { 'last-event-id': '2' });
    await served.log.publish([first.next(customerWrote('m2', 'And import?'), 9)]);
    expect((await live).map(({ id, data }) => [id, data.seq])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 3],
    ]);
    expect((await resumed).map(({ id }) => id)).toEqual(['3']);
  });

  it.each([
    ['cut inside an emoji', `${'x'.repeat(199)}😀 and more`],
    ['with a NUL', 'a\u0000b'],
    ['with half an emoji', 'half \ud83d'],
  ])('goes on after a text %s', async (what, text) => {
    const story = storyOf(`acme/intercom/${what.replaceAll(' ', '-')}`);
    await served.log.publish([story.next(customerWrote('m1', text, 'N\u0000'))]);
    await served.settled();
    const { summary } = await get<Listed['items'][number]>(
      `/sessions/${encodeURIComponent(story.key)}`,
    );
    expect(summary.lastText.isWellFormed() && !summary.lastText.includes('\u0000')).toBe(true);
  });

  it.each([
    ['GET', '/sessions?q=%00', undefined, 400],
    [
      'GET',
      `/sessions?cursor=${Buffer.from('["99999999999999999999","x"]').toString('base64url')}`,
      undefined,
      200,
    ],
    ['GET', '/sessions/%00', undefined, 400],
    ['GET', '/sessions/a%2Fb%2Fc/events', undefined, 404],
    ['GET', '/deliveries/%00', undefined, 400],
    ['GET', '/nothing', undefined, 404],
    ['POST', '/dead-letters/redrive', '{"ids":', 400],
    ['POST', '/dead-letters/redrive', '{"ids":[1]}', 400],
    ['POST', '/dead-letters/redrive', 'x'.repeat(2_000_000), 413],
  ])('answers %s %s as documented, never 500', async (method, path, body, status) => {
    const sent =
      body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${api}${path}`, { method, ...sent });
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.headers.get('content-type')).toContain(PROBLEM_JSON);
  });

  it.each(['hubspot', 'front'])(
    'finds a session of %s by its key and by the vendor’s conversation id (S002, S040, S067)',
    async (vendor) => {
      const story = storyOf(`acme/${vendor}/${vendor}-3624100500`);
      await served.log.publish([story.next(customerWrote('m1', 'Hello', 'Cy'))]);
      await served.settled();
      for (const q of [story.key, `${vendor}-3624100500`]) {
        const { items } = await get<Listed>(`/sessions?q=${encodeURIComponent(q)}`);
        expect(items.map((item) => item.key)).toEqual([story.key]);
      }
    },
  );
});
