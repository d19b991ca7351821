import { deadLetterOf } from '@deskstream/contracts';
import { configureWithConsole } from '../../http/configure';
import type { ServedAudit } from '../../testing/served-audit';
import { serveAudit } from '../../testing/served-audit';
import { storyOf, T0, webhookOf } from '../../testing/story';
import type { Person } from '../testing/people';
import { peopleOf } from '../testing/people';
import { watchRoutes } from '../testing/routes';
import { MARK, tellingEvents } from '../testing/telling-events';

describe('what a viewer sees of what customers wrote', () => {
  let served: ServedAudit;
  let people: readonly Person[];
  let routes: readonly string[] = [];
  const story = storyOf('acme/intercom/c1');

  beforeAll(async () => {
    served = await serveAudit({
      access: { mode: 'accounts' },
      configure: async (app) => {
        routes = watchRoutes(app);
        await configureWithConsole(app, null);
      },
    });
    people = await peopleOf(served.audit.parts.access, served.url);
    await served.settings.put({ workspace: 'acme', connections: [] });
    const parked = { ...webhookOf('notif_bad', story.key), partition: 0, offset: 9, timestamp: T0 };
    await served.log.publish([
      webhookOf('notif_c1', story.key),
      ...tellingEvents.map((event, at) => story.next(event, at * 1_000)),
      deadLetterOf(parked, { step: 'dedup.canonicalise', because: 'unknown topic', attempts: 1 }),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const as = (role: string): Person => people.find(({ name }) => name === role) as Person;

  /** Of every route that reads: the first bytes of a live one, all of any other. */
  const markedFor = async ({ headers }: Person): Promise<readonly string[]> => {
    const marked: string[] = [];
    for (const route of routes.filter((each) => each.startsWith('GET ')))
      for (const accept of ['application/json', 'application/x-ndjson'])
        if ((await read(pathOf(route), { ...headers, accept })).includes(MARK)) marked.push(route);
    return [...new Set(marked)];
  };

  const read = async (path: string, headers: Readonly<Record<string, string>>): Promise<string> => {
    const left = new AbortController();
    const answer = await fetch(`${served.url}/api/v1${path}`, { headers, signal: left.signal });
    if (!String(answer.headers.get('content-type')).includes('event-stream')) return answer.text();
    const text = path.includes('acme') ? await firstEvents(answer) : '';
    left.abort();
    return text;
  };

  const firstEvents = async ({ body }: Response): Promise<string> => {
    let text = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.split('event: event').length > tellingEvents.length) break;
    }
    return text;
  };

  it('is nothing, on every route that reads, live streams and lines included', async () => {
    expect(await markedFor(as('viewer'))).toEqual([]);
    expect(await markedFor(as('token of viewer'))).toEqual([]);
  });

  it('is everything for an engineer, so that the test above proves something', async () => {
    expect(await markedFor(as('engineer'))).toEqual(
      expect.arrayContaining([
        'GET /sessions',
        'GET /sessions/:key',
        'GET /sessions/:key/events',
        'GET /sessions/:key/live',
        'GET /sessions/:key/state',
        'GET /sessions/:key/timeline',
        'GET /operations',
      ]),
    );
  });

  it('cannot be guessed with the search either', async () => {
    const search = async (q: string, { headers }: Person) => {
      const page = await read(`/sessions?q=${encodeURIComponent(q)}`, headers);
      return (JSON.parse(page) as { items: unknown[] }).items.length;
    };
    const email = `${MARK}@example.com`;
    expect([await search(MARK, as('viewer')), await search(email, as('viewer'))]).toEqual([0, 0]);
    expect(await search('c1', as('viewer'))).toBe(1);
    expect([await search(MARK, as('engineer')), await search(email, as('engineer'))]).toEqual([
      1, 1,
    ]);
  });
});

const NAMES: Readonly<Record<string, string>> = {
  key: 'acme/intercom/c1',
  workspace: 'acme',
  id: 'notif_c1',
  vendor: 'intercom',
  version: '1',
};

const pathOf = (route: string): string => {
  const path = route.replace('GET ', '');
  const named = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(NAMES[name] ?? 'x'),
  );
  return path === '/operations' ? `${named}?silentMs=0` : named;
};
