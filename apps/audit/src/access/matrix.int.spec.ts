import { PROBLEM_JSON } from '@deskstream/platform-nest';
import { configureWithConsole } from '../http/configure';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import type { Role } from './role';
import { mayAs } from './role';
import type { Person } from './testing/people';
import { peopleOf } from './testing/people';
import { routesThatSayNothing, watchRoutes } from './testing/routes';

/** Whom each route is for. A new route stands here before it is served. */
const FOR: Readonly<Record<string, Role | 'everybody'>> = {
  'GET /access/acts': 'admin',
  'GET /access/me': 'everybody',
  'GET /access/oidc': 'everybody',
  'GET /access/oidc/callback': 'everybody',
  'GET /access/tokens': 'admin',
  'GET /access/users': 'admin',
  'PATCH /access/users/:id': 'admin',
  'POST /access/password': 'viewer',
  'POST /access/sign-in': 'everybody',
  'POST /access/sign-out': 'everybody',
  'POST /access/tokens': 'admin',
  'POST /access/tokens/:id/revoke': 'admin',
  'POST /access/users': 'admin',
  'POST /access/users/:id/password': 'admin',
  'GET /dead-letters': 'viewer',
  'POST /dead-letters/redrive': 'engineer',
  'GET /deliveries/:id': 'viewer',
  'GET /evaluation-sets': 'engineer',
  'GET /evaluation-sets/:set': 'engineer',
  'PUT /evaluation-sets/:set': 'engineer',
  'POST /evaluation-sets/:set/cases': 'engineer',
  'POST /evaluation-sets/:set/file': 'engineer',
  'DELETE /evaluation-sets/:set/cases/:case': 'engineer',
  'GET /evaluation-sets/:set/runs': 'engineer',
  'POST /evaluation-sets/:set/runs': 'engineer',
  'GET /evaluation-sets/:set/runs/:id': 'engineer',
  'POST /evaluation-sets/:set/runs/:id/resume': 'engineer',
  'POST /evaluation-sets/:set/runs/:id/stop': 'engineer',
  'GET /metrics': 'viewer',
  'GET /metrics.csv': 'viewer',
  'GET /metrics/sessions': 'viewer',
  'GET /operations': 'viewer',
  'GET /sessions': 'viewer',
  'GET /sessions/:key': 'viewer',
  'POST /sessions/:key/acts': 'engineer',
  'GET /sessions/:key/bundle': 'engineer',
  'POST /sessions/:key/bundle': 'engineer',
  'GET /sessions/:key/crm': 'viewer',
  'GET /sessions/:key/events': 'viewer',
  'GET /sessions/:key/live': 'viewer',
  'GET /sessions/:key/passages': 'viewer',
  'GET /sessions/:key/reply-check': 'viewer',
  'GET /sessions/:key/state': 'viewer',
  'GET /sessions/:key/timeline': 'viewer',
  'GET /sessions/:key/why': 'viewer',
  'GET /sessions/live': 'viewer',
  'GET /health': 'viewer',
  'GET /status': 'viewer',
  'POST /what-if': 'engineer',
  'POST /what-if/estimate': 'engineer',
  'GET /what-if/options': 'engineer',
  'GET /what-if/runs': 'engineer',
  'POST /what-if/runs': 'engineer',
  'GET /what-if/runs/:id': 'engineer',
  'GET /what-if/runs/:id/report': 'engineer',
  'POST /what-if/runs/:id/resume': 'engineer',
  'POST /what-if/runs/:id/stop': 'engineer',
  'GET /workspaces': 'viewer',
  'GET /workspaces/:workspace': 'viewer',
  'PUT /workspaces/:workspace': 'admin',
  'GET /workspaces/:workspace/connections': 'viewer',
  'GET /workspaces/:workspace/connections/:vendor': 'viewer',
  'POST /workspaces/:workspace/connections/:vendor/directory': 'admin',
  'PUT /workspaces/:workspace/connections/:vendor/secrets': 'admin',
  'GET /workspaces/:workspace/connections/:vendor/verifications': 'viewer',
  'POST /workspaces/:workspace/connections/:vendor/verify': 'engineer',
  'GET /workspaces/:workspace/crm': 'viewer',
  'POST /workspaces/:workspace/crm/verify': 'engineer',
  'GET /workspaces/:workspace/diff': 'viewer',
  'POST /workspaces/:workspace/gaps': 'engineer',
  'GET /workspaces/:workspace/history': 'viewer',
  'GET /workspaces/:workspace/why': 'viewer',
  'GET /workspaces/:workspace/knowledge': 'viewer',
  'POST /workspaces/:workspace/knowledge/:source/sync': 'engineer',
  'GET /workspaces/:workspace/knowledge/articles': 'viewer',
  'GET /workspaces/:workspace/knowledge/shared': 'viewer',
  'GET /workspaces/:workspace/model': 'viewer',
  'POST /workspaces/:workspace/model/verify': 'engineer',
  'POST /workspaces/:workspace/rollback': 'admin',
  'POST /workspaces/:workspace/tools/:tool/dry-run': 'engineer',
  'GET /workspaces/:workspace/versions/:version': 'viewer',
};

describe('who may use which route', () => {
  let served: ServedAudit;
  let people: readonly Person[];
  let routes: readonly string[] = [];
  let silent: readonly string[] = [];

  beforeAll(async () => {
    served = await serveAudit({
      access: { mode: 'accounts' },
      configure: async (app) => {
        routes = watchRoutes(app);
        silent = routesThatSayNothing(app);
        await configureWithConsole(app, null);
      },
    });
    people = await peopleOf(served.audit.parts.access, served.url);
  });

  afterAll(() => served.stop());

  it('is said by every route, with @Needs or @ForEverybody', () => {
    expect(silent).toEqual([]);
  });

  it('is told for every route by the table of this test', () => {
    expect([...routes].sort()).toEqual(Object.keys(FOR).sort());
  });

  it('is kept for everybody, over HTTP', async () => {
    const found = [];
    for (const route of routes)
      for (const person of people) {
        const needed = FOR[route] ?? 'admin';
        if (needed === 'everybody' && person.role !== null) continue;
        const expected = answerTo(person, needed);
        const status = await statusOf(served.url, route, person);
        if (status !== expected)
          found.push(`${route} for ${person.name}: ${status}, not ${expected}`);
      }
    expect(found).toEqual([]);
  });
});

type Status = 'passes' | 401 | 403;

const answerTo = ({ role }: Person, needed: Role | 'everybody'): Status => {
  if (needed === 'everybody') return 'passes';
  if (role === null) return 401;
  return mayAs(role, needed) ? 'passes' : 403;
};

/** What a route answers, about things that are not there: it changes nothing. */
const statusOf = async (url: string, route: string, { headers }: Person): Promise<Status> => {
  const [method = '', path = ''] = route.split(' ');
  const left = new AbortController();
  const answer = await fetch(`${url}/api/v1${path.replace(/:\w+/g, 'none')}`, {
    method,
    redirect: 'manual',
    signal: left.signal,
    headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
    ...(method === 'GET' ? {} : { body: '{}' }),
  });
  const { status } = answer;
  const isLive = String(answer.headers.get('content-type')).includes('event-stream');
  if (isLive) left.abort();
  else await answer.arrayBuffer();
  if (status !== 401 && status !== 403) return 'passes';
  expect(answer.headers.get('content-type')).toContain(PROBLEM_JSON);
  return status;
};
